package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.NewComputePlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CouchDB that has no room, or in whose place something else answers. */
class TroubledCouchDbTest extends OnCouchDb {
  private static final Predicate<ProxiedRequest> COMMIT =
      ProxiedRequest.like("PUT", "/.*mychannel/journal:\\d\\d");

  /** What CouchDB answers when its disk monitor finds the disk too full; the error is spelt so. */
  private static final Trouble TOO_FULL =
      new Trouble(
          ProxiedRequest::isWrite,
          ProxyFault.refuseWrite(507, "insufficent_storage", "database_dir is too full"),
          "database_dir is too full");

  /** What it answers when a write to the disk fails, as it does without the monitor. */
  private static final Trouble NO_SPACE =
      new Trouble(
          ProxiedRequest::isWrite,
          ProxyFault.refuseWrite(500, "error", "internal_server_error"),
          "CouchDB answered 500 (internal_server_error)");

  private static final Trouble PRECONDITION =
      new Trouble(
          ProxiedRequest::isWrite,
          ProxyFault.refuseWrite(412, "precondition_failed", "The disk is full."),
          "The disk is full.");

  private FaultProxy proxy;

  /** Which requests fail, how, and what the log has to say of it. */
  private record Trouble(Predicate<ProxiedRequest> where, ProxyFault fault, String said) {
    static Trouble page(int status) {
      return new Trouble(
          request -> true,
          ProxyFault.htmlPage(status),
          "answered with status " + status + " is not CouchDB");
    }
  }

  @BeforeEach
  void aProxy() throws Exception {
    proxy = closing(FaultProxy.start(engine.url()));
  }

  private ServerSettings behindTheProxy() {
    return engine
        .settings(folder.resolve("data"), proxy.url())
        .withFlags("--couchdb-timeout", "1s", "--leader-timeout", "1s");
  }

  private void strike(String channel, Trouble trouble) {
    Predicate<ProxiedRequest> ofTheChannel = request -> request.path().contains("$" + channel);
    proxy.onEach(ofTheChannel.and(trouble.where()), trouble.fault());
  }

  /** Waits for a line, written after the log had this length, that names database and reason. */
  private void awaitLine(ServerProcess server, int after, String channel, String said)
      throws Exception {
    String database = "$" + channel + " at " + proxy.url();
    await(
        "the log says: " + said,
        () ->
            server
                .log()
                .substring(after)
                .lines()
                .anyMatch(line -> line.contains(database) && line.contains(said)));
  }

  private static void assertNoStackTrace(ServerProcess server) throws Exception {
    assertThat(server.log()).doesNotContain("\tat ", "Exception:");
  }

  /** A server that has nothing but CouchDB sees what this one is to have stored. */
  private void assertNothingIsLost(ServerProcess server, List<String> acknowledged)
      throws Exception {
    Stored stored = Stored.of(one(server));
    assertThat(stored.plans()).containsKeys(acknowledged.toArray(String[]::new));
    EventAudit.check(EventLog.all(one(server)), stored);
    server.kill();
    Folders.delete(folder.resolve("data"));
    Party again = one(start(behindTheProxy()));
    awaitWritable(again);
    assertThat(Stored.of(again)).isEqualTo(stored);
    EventAudit.check(EventLog.all(again), stored);
  }

  @Test
  void whileItLastsWritesAreRefusedReadsAreServedAndTheLogSaysWhy() throws Exception {
    ServerProcess server = start(behindTheProxy());
    Party one = newMember(server, ONE);
    work(one, "some");
    List<String> acknowledged = new ArrayList<>();
    for (Trouble trouble :
        List.of(TOO_FULL, NO_SPACE, PRECONDITION, Trouble.page(200), Trouble.page(502))) {
      try (EventStream stream = EventStream.after(EventLog.mark(one).getId(), one.transport());
          PlanWriters writers = PlanWriters.start(one, "load", 4)) {
        writers.awaitAcknowledged(20);
        int before = server.log().length();
        strike("mychannel", trouble);
        acknowledged.addAll(writers.untilRefused());

        Status refusal = statusOf(() -> one.register(plan("meanwhile")));
        assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Stored.of(one).plans()).containsKeys(acknowledged.toArray(String[]::new));
        assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
        awaitLine(server, before, "mychannel", trouble.said());
        proxy.clearFaults();

        awaitWritable(one);
        String last = one.register(plan("after " + trouble.said())).getKey();
        stream.upTo(event -> event.getAssetKey().equals(last));
        acknowledged.add(last);
      }
    }
    await("it is ready", () -> server.answer("/readyz").statusCode() == 200);
    assertNoStackTrace(server);
    assertNothingIsLost(server, acknowledged);
  }

  @Test
  void aServerThatIsStartedMeanwhileWaitsAndSaysWhatFor() throws Exception {
    Trouble page = Trouble.page(200);
    strike("mychannel", page);
    strike("yourchannel", PRECONDITION);
    ServerProcess server = start(behindTheProxy());
    awaitLine(server, 0, "mychannel", page.said());
    awaitLine(server, 0, "yourchannel", PRECONDITION.said());
    assertItWaits(server);

    // The databases can be made by now, and nothing can be written into them.
    int before = server.log().length();
    proxy.clearFaults();
    proxy.onEach(ProxiedRequest::isBulk, TOO_FULL.fault());
    awaitLine(server, before, "mychannel", TOO_FULL.said());
    assertItWaits(server);

    proxy.clearFaults();

    await("it is ready", () -> server.answer("/readyz").statusCode() == 200);
    assertNoStackTrace(server);
    work(newMember(server, ONE), "some");
  }

  private void assertItWaits(ServerProcess server) throws Exception {
    assertThat(server.isAlive()).isTrue();
    assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
    assertThat(server.answer("/healthz").statusCode()).isEqualTo(200);
    assertThat(statusOf(() -> one(server).plan(key("too early"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aCommitThatIsTooLargeForCouchDbOrAProxyHoldsUpNoOther() throws Exception {
    ServerProcess server = start(behindTheProxy());
    Party one = newMember(server, ONE);
    Predicate<ProxiedRequest> large = COMMIT.and(request -> request.bytes() > 2_000);
    for (Trouble trouble :
        List.of(
            new Trouble(
                large,
                ProxyFault.answer(413, "document_too_large", "journal"),
                "max_document_size"),
            new Trouble(large, ProxyFault.htmlPage(413), "413"))) {
      int before = server.log().length();
      strike("mychannel", trouble);
      assertThat(statusOf(() -> one.register(planOfManyBytes("large"))).getCode())
          .isEqualTo(Status.Code.UNAVAILABLE);

      awaitWritable(one);

      assertThat(statusOf(() -> one.plan(key("large"))).getCode()).isEqualTo(Status.Code.NOT_FOUND);
      awaitLine(server, before, "mychannel", trouble.said());
      proxy.clearFaults();
    }
    one.register(planOfManyBytes("large"));
    EventAudit.check(EventLog.all(one), Stored.of(one));
  }

  /** With a text of its own that packs badly. */
  private NewComputePlan.Builder planOfManyBytes(String name) {
    NewComputePlan.Builder plan = plan(name);
    for (int i = 0; i < 90; i++) {
      plan.putMetadata("random " + i, UUID.randomUUID().toString());
    }
    return plan;
  }
}
