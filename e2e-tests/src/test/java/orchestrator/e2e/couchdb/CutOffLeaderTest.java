package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import org.junit.jupiter.api.Test;

/** A leader that lives and does not reach CouchDB gives way to another one. */
class CutOffLeaderTest extends OnCouchDb {
  private static final int SLOTS_OF_THE_JOURNAL = 64;

  @Test
  void aCommitThatArrivesWhenAnotherServerLeadsIsNotDone() throws Exception {
    FaultProxy cable = closing(FaultProxy.start(engine.url()));
    ServerProcess cutOff =
        start(
            engine
                .settings(folder.resolve("cut-off"), cable.url())
                .withFlags("--couchdb-timeout", "2s", "--leader-timeout", "1s"));
    Party one = newMember(cutOff, ONE);
    work(one, "some");
    Party other = one(start(engine.hastySettings(folder.resolve("standby"))));
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch mended = new CountDownLatch(1);
    Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    cable.onEach(
        ProxiedRequest.like("PUT", "/.*mychannel/journal:\\d\\d"),
        exchange -> {
          sent.countDown();
          mended.await();
          answers.add(exchange.pass().status());
          exchange.cut();
        });
    CompletableFuture<Status> late =
        CompletableFuture.supplyAsync(() -> statusOf(() -> one.register(plan("late"))));
    // Before it has sent that, a leader that is cut off may notice, and refuses.
    assertThat(sent.await(60, TimeUnit.SECONDS)).isTrue();
    cable.onEach(request -> true, ProxyFault.cutBefore());

    assertThat(late.get().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    awaitWritable(other);
    // The late commit's slot of the journal is used anew.
    for (int i = 0; i <= SLOTS_OF_THE_JOURNAL; i++) {
      other.register(plan("plan " + i));
    }
    Stored stored = Stored.of(other);
    cable.clearFaults();
    mended.countDown();

    await("the late commit has arrived", () -> !answers.isEmpty());
    assertThat(answers).containsOnly(409);
    await("it says so", () -> cutOff.log().contains("steps down"));
    await("its callers are told", () -> isToldThatItDoesNotLead(one));
    refusedWith(OeCode.OE0002, () -> other.plan(key("late")));
    assertThat(Stored.of(other)).isEqualTo(stored);
    EventAudit.check(EventLog.all(other), stored);
  }

  private boolean isToldThatItDoesNotLead(Party party) {
    Status refusal = statusOf(() -> party.register(plan("later")));
    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    return String.valueOf(refusal.getDescription()).contains("not the leader");
  }
}
