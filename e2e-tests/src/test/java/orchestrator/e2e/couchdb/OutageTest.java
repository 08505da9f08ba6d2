package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import org.junit.jupiter.api.Test;

/** A CouchDB that is away for a while. */
class OutageTest extends OnCouchDb {

  @Test
  void writesAreRefusedAndReadsServedUntilItIsBack() throws Exception {
    ServerProcess server = start(engine.hastySettings(folder.resolve("data")));
    Party one = newMember(server, ONE);
    work(one, "some");
    PlanWriters writers = closing(PlanWriters.start(one, "load", 8));
    writers.awaitAcknowledged(50);
    engine.kill();
    List<String> acknowledged = writers.untilRefused();

    Status refusal = statusOf(() -> one.register(plan("meanwhile")));
    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal.getDescription()).doesNotContain("Exception", "\tat ");
    assertThat(Stored.of(one).plans()).containsKeys(acknowledged.toArray(String[]::new));
    assertThat(one.modelsOf(key("some parent"))).hasSize(1);
    assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
    try (EventStream stream = EventStream.after("", one.transport())) {
      assertThat(stream.next().getOrganization().getId()).isEqualTo(ONE);
      engine.revive();

      awaitWritable(one);

      work(one, "afterwards");
      stream.upTo(event -> event.getAssetKey().equals(key("afterwards parent")));
    }
    assertThat(server.isAlive()).isTrue();
    // The other channel has had no call, so it finds out by itself, in a while.
    await("it is ready", () -> server.answer("/readyz").statusCode() == 200);
    Stored stored = Stored.of(one);
    assertThat(stored.plans()).containsKeys(acknowledged.toArray(String[]::new));
    EventAudit.check(EventLog.all(one), stored);
  }

  @Test
  void aServerThatFindsNoCouchDbWaitsForItAndSaysSo() throws Exception {
    engine.kill();
    ServerProcess server = start(server("data"));
    await("it says more than once what it waits for", () -> waits(server).size() > 1);

    assertThat(server.isAlive()).isTrue();
    assertThat(Duration.between(waits(server).get(0), waits(server).get(1)))
        .as("not in each attempt")
        .isGreaterThan(Duration.ofSeconds(1));
    assertThat(server.log()).doesNotContain(" at org.", " at java.");
    assertThat(server.answer("/readyz").statusCode()).isEqualTo(503);
    assertThat(server.answer("/healthz").statusCode()).isEqualTo(200);
    Party one = one(server);
    assertThat(statusOf(() -> one.register(plan("too early"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(statusOf(() -> one.plan(key("too early"))).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);

    engine.revive();

    await("it is ready", () -> server.answer("/readyz").statusCode() == 200);
    work(newMember(server, ONE), "some");
  }

  /** When the log said of a channel that the CouchDB, by its name, does not answer. */
  private List<Instant> waits(ServerProcess server) throws IOException {
    String authority = engine.url().getAuthority();
    return server
        .log()
        .lines()
        .filter(line -> line.contains(authority) && line.contains(" channel mychannel: "))
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
        .toList();
  }
}
