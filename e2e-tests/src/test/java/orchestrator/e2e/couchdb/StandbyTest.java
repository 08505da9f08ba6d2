package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.List;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on the same databases: one leads, the other one follows until it has to lead. */
class StandbyTest extends OnCouchDb {
  private ServerProcess leader;
  private Party one;

  @BeforeEach
  void aLeader() throws Exception {
    leader = start(server("leader"));
    one = newMember(leader, ONE);
  }

  private static void assertNotTheLeader(Status refusal) {
    assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refusal.getDescription()).contains("not the leader");
  }

  @Test
  void aStandbyRefusesCallsAndTellsThatItDoesNotLead() throws Exception {
    one.register(plan("plan"));
    ServerProcess standby = start(server("standby"));
    Party other = one(standby);

    assertNotTheLeader(statusOf(() -> other.register(plan("refused"))));
    assertNotTheLeader(statusOf(() -> other.plan(key("plan"))));

    assertThat(standby.answer("/readyz").statusCode()).isEqualTo(503);
    assertThat(standby.answer("/readyz").body())
        .as("its storage lacks nothing")
        .isEqualTo("not ready: leadership of mychannel, leadership of yourchannel\n");
    assertThat(leader.answer("/readyz").statusCode()).isEqualTo(200);
    assertThat(statusOf(() -> one.plan(key("refused"))).getCode()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void aStandbyThatMayServesReadsOfWhatTheLeaderWrites() throws Exception {
    ServerProcess standby = start(server("standby").withFlags("--read-from-standby", "true"));
    Party other = one(standby);

    work(one, "some");

    await("the standby has read it", () -> Stored.of(other).equals(Stored.of(one)));
    assertThat(other.modelsOf(key("some parent"))).isEqualTo(one.modelsOf(key("some parent")));
    assertNotTheLeader(statusOf(() -> other.register(plan("refused"))));
  }

  @Test
  void aStandbyLeadsAfterTheLeaderIsKilledAndHasAllThatWasAcknowledged() throws Exception {
    ServerProcess standby = start(server("standby"));
    Party other = one(standby);
    work(one, "some");
    try (EventStream stream = EventStream.after("", one.transport())) {
      for (int i = 0; i < 200; i++) {
        one.register(plan("plan " + i));
      }
      List<Event> seen = stream.upTo(event -> event.getAssetKey().equals(key("plan 199")));
      Stored acknowledged = Stored.of(one);

      leader.kill();
      awaitWritable(other);

      assertThat(Stored.of(other)).isEqualTo(acknowledged);
      work(other, "more");
      List<Event> events = EventLog.all(other);
      assertThat(events).startsWith(seen.toArray(Event[]::new));
      EventAudit.check(events, Stored.of(other));
      assertThat(standby.answer("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aLeaderThatWasFrozenMeanwhileAcknowledgesNothingMore() throws Exception {
    ServerProcess standby = start(server("standby"));
    Party other = one(standby);
    work(one, "some");
    leader.freeze();
    awaitWritable(other);
    work(other, "more");

    leader.goOn();

    assertNotTheLeader(statusOf(() -> one.register(plan("too late"))));
    await("it says so", () -> leader.log().contains("steps down"));
    assertThat(leader.answer("/readyz").statusCode()).isEqualTo(503);
    assertThat(statusOf(() -> other.plan(key("too late"))).getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    EventAudit.check(EventLog.all(other), Stored.of(other));
  }

  @Test
  void aCallThatWasUnderWayWhenItsLeaderFrozeIsInTheHistoryOnlyIfAcknowledged() throws Exception {
    ServerProcess standby = start(server("standby"));
    Party other = one(standby);
    PlanWriters writers = closing(PlanWriters.start(one, "frozen", 8));
    writers.awaitAcknowledged(50);
    leader.freeze();
    awaitWritable(other);
    one(standby).register(plan("after the takeover"));

    leader.goOn();

    List<String> acknowledged = writers.untilRefused();
    assertThat(Stored.of(other).plans()).containsKeys(acknowledged.toArray(String[]::new));
    EventAudit.check(EventLog.all(other), Stored.of(other));
  }

  @Test
  void theOneThatHadToStepDownFollowsAndLeadsAgain() throws Exception {
    ServerProcess standby = start(server("standby"));
    Party other = one(standby);
    leader.freeze();
    awaitWritable(other);
    work(other, "some");
    leader.goOn();
    assertNotTheLeader(statusOf(() -> one.register(plan("too late"))));
    Stored acknowledged = Stored.of(other);

    standby.kill();
    awaitWritable(one);

    assertThat(Stored.of(one)).isEqualTo(acknowledged);
    EventAudit.check(EventLog.all(one), Stored.of(one));
  }
}
