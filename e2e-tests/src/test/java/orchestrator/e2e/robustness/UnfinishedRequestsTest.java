package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import org.junit.jupiter.api.Test;

/**
 * Calls that are not sent to their end: what they take is bounded, and who sends whole ones is
 * served.
 */
class UnfinishedRequestsTest extends OwnServer {
  private static final int PEERS = 8;
  private static final int CALLS = 200;
  private static final int MIB = 1 << 20;
  private static final int LAST = 16 << 10;

  /** A quarter of 512 MiB of direct memory, which a heap of that size brings. */
  private static final long ALL = 128 * MIB;

  private static final String VERSION = "orchestrator.InfoService/QueryVersion";

  /** Less than any of the peers holds when they hold all that may be. */
  private static final byte[] LARGE =
      UnknownFieldSet.newBuilder()
          .addField(
              1000,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFrom(new byte[8 * MIB]))
                  .build())
          .build()
          .toByteArray();

  @Test
  void callsThatAreHalfSentLeaveRoomForThoseThatAreWhole() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    Party two = newMember(server, TWO);
    assertThat((long) PEERS * CALLS * MIB).as("bytes that are sent").isGreaterThan(10 * ALL);
    ExecutorService threads = Executors.newFixedThreadPool(PEERS);
    try {
      List<Future<?>> floods = new ArrayList<>();
      for (int i = 0; i < PEERS; i++) {
        UnreadingPeer peer = closing(UnreadingPeer.of(server));
        String organization = i % 2 == 0 ? ONE : TWO;
        floods.add(threads.submit(() -> flood(peer, organization)));
      }
      int rounds = 0;
      while (rounds < 5 || !floods.stream().allMatch(Future::isDone)) {
        for (Party party : List.of(one, two)) {
          assertThat(party.register(plan("plan " + rounds + party.organization())).getOwner())
              .isEqualTo(party.organization());
          assertThat(RawCalls.call(party.transport(), VERSION, LARGE)).isEqualTo(Status.OK);
        }
        // Bytes of connections that have been cut may be counted a moment longer.
        assertThat(server.metric("orchestrator_request_bytes")).isLessThan(2.0 * ALL);
        rounds++;
      }
      for (Future<?> flood : floods) {
        flood.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(
            server.metric("orchestrator_requests_refused_total")
                + server.metric("orchestrator_connections_cut_total{reason=\"unfinished\"}"))
        .isPositive();
    assertThat(server.page("/readyz")).startsWith("ready");
  }

  /** Ends early if the connection is cut. */
  private static void flood(UnreadingPeer peer, String organization) {
    try {
      for (int i = 0; i < CALLS; i++) {
        // Every other message is whole, but its call is not ended.
        peer.begin(organization, VERSION, i % 2 == 0 ? MIB - LAST : MIB);
      }
    } catch (IOException e) {
      // Cut, as it should be.
    }
  }
}
