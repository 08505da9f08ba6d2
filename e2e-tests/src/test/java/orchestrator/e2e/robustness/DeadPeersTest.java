package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Headers;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.NewComputePlan;
import org.junit.jupiter.api.Test;

/** Peers that vanish without a word, and connections that have had their time. */
class DeadPeersTest extends OwnServer {
  private static final String SUBSCRIBERS =
      "orchestrator_event_subscribers{channel=\"mychannel\"} ";

  private ServerSettings hasty() {
    return settings().withFlags("--grpc-keepalive-time", "1s", "--grpc-keepalive-timeout", "1s");
  }

  @Test
  void aSubscriberBehindABlackHoleIsGoneSoon() throws Exception {
    ServerProcess server = start(hasty());
    newMember(server, ONE);
    BlackHole relay = closing(BlackHole.before(server.target()));
    Connection connection = closing(Connection.to(relay.address()));
    EventStream stream =
        closing(EventStream.after("", connection.with(Headers.of(ONE, "mychannel"))));
    stream.next();
    awaitLine(server, SUBSCRIBERS + "1.0");

    relay.swallow();

    awaitLine(server, SUBSCRIBERS + "0.0");
  }

  @Test
  void aSubscriberThatTakesNoByteOfWhatWaitsIsCut() throws Exception {
    ServerProcess server = start(hasty());
    Party one = newMember(server, ONE);
    for (int i = 0; i < 200; i++) {
      one.register(function("function " + i).putMetadata("k", "v".repeat(90)));
    }
    UnreadingPeer peer = closing(UnreadingPeer.of(server));
    peer.ask(ONE, "orchestrator.EventService/SubscribeToEvents", new byte[0]);
    askForMoreThanTheSocketsHold(peer);

    awaitLine(server, SUBSCRIBERS + "0.0");
    awaitLine(server, "orchestrator_connections_cut_total{reason=\"stalled\"} 1.0");
  }

  private static void askForMoreThanTheSocketsHold(UnreadingPeer peer) {
    try {
      for (int i = 0; i < 500; i++) {
        peer.ask(ONE, "orchestrator.FunctionService/QueryFunctions", new byte[0]);
      }
    } catch (IOException e) {
      assertThat(e)
          .as("cut before it had asked for everything")
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void noCallFailsAndNoEventIsMissedWhenConnectionsAreReplaced() throws Exception {
    ServerProcess server =
        start(
            settings()
                .withFlags("--grpc-connection-age", "1s", "--grpc-connection-age-grace", "10s"));
    newMember(server, ONE);
    BlockingQueue<Event> followed = new LinkedBlockingQueue<>();
    List<String> registered = new ArrayList<>();
    try (OrchestratorClient client =
            OrchestratorClient.builder(server.target())
                .organization(ONE)
                .channel("mychannel")
                .retryBudget(Duration.ZERO)
                .build();
        EventFollower follower = EventFollower.of(client).start(followed::add)) {
      while (registered.size() < 200
          || server.metric("orchestrator_connections_accepted_total") < 16) {
        NewComputePlan next = plan("plan " + registered.size()).build();
        client.call(ComputePlanServiceGrpc.getRegisterPlanMethod(), next);
        registered.add(next.getKey());
      }
      List<String> seen = new ArrayList<>();
      while (seen.size() < registered.size() + 1) {
        Event next = followed.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("an event after %s", seen.size()).isNotNull();
        seen.add(next.getAssetKey());
      }
      assertThat(seen.subList(1, seen.size())).isEqualTo(registered);
      assertThat(follower.completion()).isNotDone();
    }
    assertThat(followed).isEmpty();
  }

  private static void awaitLine(ServerProcess server, String line) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    while (server.page("/metrics").lines().noneMatch(line::equals)) {
      assertThat(waiting.isOver()).as("60 seconds without the metric " + line).isFalse();
      waiting.pause();
    }
  }
}
