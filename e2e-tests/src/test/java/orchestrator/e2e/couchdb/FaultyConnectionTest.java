package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.ComputePlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong between the server and its CouchDB; no caller is told anything wrong by it. */
class FaultyConnectionTest extends OnCouchDb {
  private static final Predicate<ProxiedRequest> COMMIT =
      ProxiedRequest.like("PUT", "/.*mychannel/journal:\\d\\d");
  private static final Predicate<ProxiedRequest> BULK =
      ProxiedRequest.like("POST", "/.*mychannel/_bulk_docs");

  private FaultProxy proxy;
  private ServerProcess server;
  private Party one;

  @BeforeEach
  void aServerBehindAProxy() throws Exception {
    proxy = closing(FaultProxy.start(engine.url()));
    server =
        start(
            engine
                .settings(folder.resolve("data"), proxy.url())
                .withFlags("--couchdb-timeout", "3s"));
    one = newMember(server, ONE);
  }

  private static Map<String, ProxyFault> faults() {
    Map<String, ProxyFault> faults = new TreeMap<>();
    faults.put("cut before", ProxyFault.cutBefore());
    faults.put("cut after", ProxyFault.cutAfter());
    faults.put("cut in the answer", ProxyFault.cutInAnswer());
    faults.put("late request", ProxyFault.delayRequest(Duration.ofMillis(500)));
    faults.put("late answer", ProxyFault.delayAnswer(Duration.ofMillis(500)));
    faults.put("page of a gateway", ProxyFault.htmlPage(502));
    for (int status : List.of(202, 409, 500, 503)) {
      faults.put(status + " instead", ProxyFault.answer(status));
      faults.put(status + " afterwards", ProxyFault.passAndAnswer(status));
    }
    return faults;
  }

  private void registerPlans(String name, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(one.register(plan(name + i))).as("%s %s", name, i).isNotNull();
    }
  }

  private void assertNothingIsLostOrDoubled(int plans) throws Exception {
    assertNothingIsLostOrDoubled(plans, List.of());
  }

  /**
   * All plans are there once, and a server that has nothing but CouchDB sees the same, though these
   * strike while it reads it.
   */
  private void assertNothingIsLostOrDoubled(int plans, List<ProxyFault> rebuilding)
      throws Exception {
    proxy.clearFaults();
    awaitWritable(one);
    Stored stored = Stored.of(one);
    assertThat(stored.plans()).hasSize(plans);
    EventAudit.check(EventLog.all(one), stored);
    assertThat(server.stop()).isZero();
    Folders.delete(folder.resolve("data"));
    for (int i = 0; i < rebuilding.size(); i++) {
      proxy.on(request -> true, 4 + 9 * i, rebuilding.get(i));
    }
    Party again = one(start(engine.settings(folder.resolve("data"), proxy.url())));
    awaitWritable(again);
    assertThat(Stored.of(again)).isEqualTo(stored);
    EventAudit.check(EventLog.all(again), stored);
  }

  @Test
  void aCommitThatGoesWrongOnceIsAcknowledgedAllTheSame() throws Exception {
    faults()
        .forEach(
            (name, fault) -> {
              proxy.on(COMMIT, 2, fault);
              registerPlans(name, 4);
            });

    assertNothingIsLostOrDoubled(4 * faults().size());
  }

  @Test
  void aCommitThatGoesWrongTwiceInDifferentWaysIsAcknowledgedAllTheSame() throws Exception {
    ProxyFault first = ProxyFault.cutAfter();
    faults()
        .forEach(
            (name, fault) -> {
              proxy.on(COMMIT, 1, first);
              proxy.on(COMMIT, 2, fault);
              registerPlans(name, 2);
            });

    assertNothingIsLostOrDoubled(2 * faults().size());
  }

  @Test
  void aFoldThatGoesWrongIsDoneAgain() throws Exception {
    Map<String, ProxyFault> faults = faults();
    faults.put("half refused", ProxyFault.refuseHalfOfBulk("conflict"));
    faults.put("half forbidden", ProxyFault.refuseHalfOfBulk("forbidden"));
    faults.forEach(
        (name, fault) -> {
          proxy.on(BULK, 1, fault);
          registerPlans(name, 20);
        });

    assertNothingIsLostOrDoubled(20 * faults.size());
  }

  @Test
  void requestsThatFailAtRandomLoseNothing() throws Exception {
    List<ProxyFault> faults = List.copyOf(faults().values());
    for (int i = 0; i < 60; i++) {
      proxy.on(request -> true, 1 + 5 * i, faults.get(i % faults.size()));
    }

    registerPlans("plan", 100);

    assertNothingIsLostOrDoubled(
        100,
        List.of(
            ProxyFault.cutBefore(),
            ProxyFault.cutInAnswer(),
            ProxyFault.answer(500),
            ProxyFault.passAndAnswer(202),
            ProxyFault.htmlPage(200),
            ProxyFault.htmlPage(502)));
  }

  @Test
  void aCommitThatIsAnsweredTooLateIsUnavailableAndKnownLater() throws Exception {
    proxy.onEach(COMMIT, ProxyFault.delayAnswer(Duration.ofSeconds(10)));
    Status late = statusOf(() -> one.register(plan("late")));
    proxy.clearFaults();

    assertThat(late.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitWritable(one);
    ComputePlan plan = one.plan(key("late"));
    refusedWith(OeCode.OE0006, () -> one.register(plan("late")));
    assertThat(one.plan(key("late"))).isEqualTo(plan);
    assertNothingIsLostOrDoubled(1);
  }

  @Test
  void aCommitThatDoesNotReachCouchDbIsUnavailableAndDoneOnceAtMost() throws Exception {
    proxy.onEach(COMMIT, ProxyFault.cutBefore());
    Status lost = statusOf(() -> one.register(plan("lost")));
    assertThat(lost.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    refusedWith(OeCode.OE0002, () -> one.plan(key("lost")));
    proxy.clearFaults();

    awaitWritable(one);

    assertThat(EventLog.of(one, key("lost")).size())
        .isEqualTo(Stored.of(one).plans().containsKey(key("lost")) ? 1 : 0);
  }
}
