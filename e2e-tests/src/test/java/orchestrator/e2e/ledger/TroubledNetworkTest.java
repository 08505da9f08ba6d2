package orchestrator.e2e.ledger;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;
import orchestrator.proto.GetAllOrganizationsParam;
import orchestrator.proto.GetAllOrganizationsResponse;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.OrganizationServiceGrpc;
import org.junit.jupiter.api.Test;

/** Callers and operators are told what is wrong when parts of the network are away. */
class TroubledNetworkTest extends OnLedger {

  @Test
  void aChaincodeThatDoesNotRunIsToldWithoutAddressesAndNothingIsDone() throws Exception {
    engine.network().killChaincode(TWO);

    assertThatThrownBy(() -> one.register(function("early")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
              assertThat(e.getStatus().getDescription())
                  .isEqualTo("chaincode \"orchestrator\" does not run now");
            });

    engine.network().startChaincode(TWO);
    one.register(function("early"));
    assertThat(EventLog.of(one, key("early"))).hasSize(1);
  }

  @Test
  void aPeerThatIsAwayIsTellingInTheLogWithItsAddressAndTheCause() throws Exception {
    String identities = Files.readString(engine.identities());
    String peer = identities.replaceAll("(?s).*?MyOrg1MSP:.*?endpoint: *(\\S+).*", "$1");
    engine.network().stopPeer(ONE);

    assertThatThrownBy(() -> one.plan(key("none")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(e.getStatus().getDescription())
                    .isEqualTo("the peers of the ledger cannot do this now"));

    awaitInLog("MyOrg1MSP on mychannel at " + peer + ": UNAVAILABLE: io exception: ");
    awaitInLog("Connection refused");
  }

  private void awaitInLog(String text) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(30));
    while (!server.log().contains(text)) {
      assertThat(waiting.isOver()).as("the log tells %s:%n%s", text, server.log()).isFalse();
      waiting.pause();
    }
  }

  @Test
  void aServerIsReadyOnlyWhileTheChaincodeAnswers() throws Exception {
    engine.network().stopPeer(ONE);
    awaitReadiness(503);

    engine.network().startPeer(ONE);
    awaitReadiness(200);
  }

  private void awaitReadiness(int status) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(30));
    while (server.answer("/readyz").statusCode() != status) {
      assertThat(waiting.isOver()).as("/readyz answers %s in time", status).isFalse();
      waiting.pause();
    }
  }

  @Test
  void aSubscriberMissesNothingWhenItsPeerGoesAway() throws Exception {
    // A call through the peer that has gone away may be over before the server tries it again.
    Party two = newMember(server, TWO);
    List<Event> seen = new ArrayList<>();
    try (EventStream stream = EventStream.after("", one.transport())) {
      for (int round = 0; round < 3; round++) {
        engine.network().cutConnections(ONE);
        two.register(function("function " + round));
        String key = key("function " + round);
        seen.addAll(stream.upTo(event -> event.getAssetKey().equals(key)));
      }
    }

    List<Event> log = EventLog.all(two);
    assertThat(seen).isEqualTo(log.subList(0, seen.size()));
  }

  @Test
  void anEventOfALargeTransactionIsStreamedLikeAnyOther() throws Exception {
    // The usual one here gives up soon, and this takes its time on a machine that others use.
    ServerProcess patient = start(engine.settings(folder.resolve("patient")));
    Party owner = connect(patient).as(ONE, "mychannel");
    one.register(function("function"));
    one.build(key("function"));
    one.register(plan("plan"));
    Event before = EventLog.mark(one);
    // With the tasks of one call the events are too large for a chaincode event.
    List<ComputeTask> tasks =
        owner.register(
            IntStream.range(0, 2000)
                .mapToObj(i -> task("task " + i))
                .toArray(NewComputeTask.Builder[]::new));

    try (EventStream stream = EventStream.after(before.getId(), owner.transport())) {
      for (ComputeTask task : tasks) {
        assertThat(stream.next().getComputeTask()).isEqualTo(task);
      }
    }
  }

  @Test
  void anOrganizationThatTheServerDoesNotSignForIsRefused() throws Exception {
    Path all = engine.network().identities();
    Path some = all.resolveSibling("one.yaml");
    Files.writeString(some, onlyOne(Files.readString(all)));
    ServerSettings settings =
        ServerSettings.on(folder.resolve("other"))
            .withFlags("--mode", "ledger", "--fabric-identities", some.toString())
            .awaitingReadiness();
    ServerProcess other = start(settings);
    Party two = connect(other).as(TWO, "mychannel");

    refused(
        "OE0102: organization \"MyOrg2MSP\" is not served here", () -> two.function(key("any")));
    GetAllOrganizationsResponse registered =
        connect(other)
            .as(ONE, "mychannel")
            .call(
                OrganizationServiceGrpc.getGetAllOrganizationsMethod(),
                GetAllOrganizationsParam.getDefaultInstance());
    assertThat(registered.getOrganizationsList()).hasSize(1);
  }

  /** The part of the file that starts with the organization's line and goes on indented. */
  private static String onlyOne(String yaml) {
    StringBuilder kept = new StringBuilder();
    boolean own = false;
    for (String line : yaml.split("\n", -1)) {
      if (!line.startsWith(" ")) {
        own = line.startsWith(ONE);
      }
      if (own) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }
}
