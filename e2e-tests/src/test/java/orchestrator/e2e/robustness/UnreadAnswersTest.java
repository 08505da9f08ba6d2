package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import org.junit.jupiter.api.Test;

/** Answers that nobody reads: what they take is bounded, and who reads is served meanwhile. */
class UnreadAnswersTest extends OwnServer {
  private static final int FUNCTIONS = 80;
  private static final int PEERS = 10;
  private static final int PAGES = 100;
  private static final long MIB = 1 << 20;

  /** The bounds of 512 MiB of direct memory, which a heap of that size brings. */
  private static final long ORGANIZATION = 128 * MIB;

  private static final long ALL = 256 * MIB;

  private static final byte[] EVERYTHING =
      QueryFunctionsParam.newBuilder().setPageSize(FUNCTIONS).build().toByteArray();

  private static final String QUERY =
      FunctionServiceGrpc.getQueryFunctionsMethod().getFullMethodName();

  @Test
  void aThousandPagesThatNobodyReadsLeaveRoomForThoseWhoRead() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    Party two = newMember(server, TWO);
    for (int i = 0; i < FUNCTIONS; i++) {
      one.register(large("function " + i));
    }
    long page = everything(one).getSerializedSize();
    List<UnreadingPeer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < PEERS; i++) {
        UnreadingPeer peer = closing(UnreadingPeer.of(server));
        peers.add(peer);
        for (int j = 0; j < PAGES; j++) {
          peer.ask(i % 2 == 0 ? ONE : TWO, QUERY, EVERYTHING);
        }
      }
      assertThat(PEERS * PAGES * page).as("bytes that were asked for").isGreaterThan(4 * ALL);
      until(() -> refused(server) > 0);
      for (int i = 0; i < 10; i++) {
        for (Party reader : List.of(one, two)) {
          assertThat(everything(reader).getFunctionsCount()).isEqualTo(FUNCTIONS);
          assertThat(reader.register(plan("plan " + i + reader.hashCode())).getOwner())
              .isNotEmpty();
        }
        // Bytes of connections that have been cut may be counted a moment longer.
        assertThat(server.metric("orchestrator_unread_bytes{organization=\"MyOrg1MSP\"}"))
            .isLessThan(2 * ORGANIZATION);
      }
    } finally {
      for (UnreadingPeer peer : peers) {
        peer.close();
      }
    }
    until(() -> server.metric("orchestrator_unread_bytes{organization=\"MyOrg1MSP\"}") == 0);
    assertThat(server.page("/readyz")).startsWith("ready");
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(Condition condition) throws Exception {
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    while (!condition.holds()) {
      assertThat(waiting.isOver()).as("60 seconds have passed").isFalse();
      waiting.pause();
    }
  }

  private static double refused(ServerProcess server) throws Exception {
    return server.metric("orchestrator_unread_refused_total{bound=\"connection\"}")
        + server.metric("orchestrator_connections_cut_total{reason=\"unread\"}");
  }

  private static QueryFunctionsResponse everything(Party reader) {
    return reader.call(
        FunctionServiceGrpc.getQueryFunctionsMethod(),
        QueryFunctionsParam.newBuilder().setPageSize(FUNCTIONS).build());
  }

  /** About 40 kB, so that a page of all is about 3 MiB. */
  private NewFunction.Builder large(String name) {
    NewFunction.Builder function = function(name);
    for (int i = 0; i < 200; i++) {
      function.putMetadata("k" + i + "x".repeat(90), "v".repeat(100));
    }
    return function;
  }
}
