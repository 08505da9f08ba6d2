package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;

/** No peer keeps a server that is told to end. */
class StalledPeersTest extends OwnServer {
  private static final String VERSION = "orchestrator.InfoService/QueryVersion";
  private static final String LONG_GRACE = "50s";
  private static final Duration FAR_LESS = Duration.ofSeconds(25);

  @Test
  void peersWithoutACallDoNotUseUpTheGrace() throws Exception {
    ServerProcess server = start(settings().withFlags("--shutdown-grace", LONG_GRACE));
    Party one = newMember(server, ONE);
    silent(server);
    silent(server).getOutputStream().write("PRI * HT".getBytes(StandardCharsets.US_ASCII));
    closing(UnreadingPeer.of(server));
    try (EventStream stream = EventStream.after("", one.transport())) {
      stream.next();
      long began = System.nanoTime();

      assertThat(server.stop()).isZero();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(FAR_LESS);
    }
  }

  @Test
  void anAnswerThatNobodyReadsIsCutWhenTheGraceIsOver() throws Exception {
    ServerProcess server = start(settings().withFlags("--shutdown-grace", "2s"));
    Party one = newMember(server, ONE);
    for (int i = 0; i < 150; i++) {
      one.register(large("function " + i));
    }
    UnreadingPeer peer = closing(UnreadingPeer.of(server));
    for (int i = 0; i < 8; i++) {
      peer.ask(ONE, FunctionServiceGrpc.getQueryFunctionsMethod().getFullMethodName(), new byte[0]);
    }
    peer.ask(ONE, "orchestrator.EventService/SubscribeToEvents", new byte[0]);

    assertThat(server.stop()).isZero();

    assertThat(server.log()).contains("calls are cut: they are not answered, or not read");
  }

  @Test
  void thoseWhoDoNotFinishTheirRequestsForAPageDoNotKeepTheOthersOutForLong() throws Exception {
    ServerProcess server = start(settings());
    HostAndPort pages = HostAndPort.fromString(server.pages());
    for (int i = 0; i < 8; i++) {
      Socket slow = closing(new Socket(pages.getHost(), pages.getPort()));
      slow.getOutputStream().write('G');
    }

    assertThat(server.page("/healthz")).isEqualTo("ok\n");
  }

  @Test
  void aSecondSignalChangesNothing() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    server.terminate();
    server.terminate();

    assertThat(server.stop()).isZero();
  }

  @Test
  void whenTheTransportHasNoMemoryLeftTheProcessEnds() throws Exception {
    ServerProcess server =
        start(settings().withVariable("JAVA_TOOL_OPTIONS", "-XX:MaxDirectMemorySize=1m"));
    // What HTTP/2 needs for itself is bounded for each connection only.
    for (int i = 0; i < 100; i++) {
      try {
        closing(UnreadingPeer.of(server)).beginFrame(ONE, VERSION);
      } catch (IOException e) {
        break; // The server is gone already.
      }
    }

    assertThat(server.awaitExit()).isEqualTo(3);

    assertThat(server.log()).contains("the memory is used up, the process ends");
  }

  private Socket silent(ServerProcess server) throws IOException {
    HostAndPort target = HostAndPort.fromString(server.target());
    return closing(new Socket(target.getHost(), target.getPort()));
  }

  /** About 40 kB. */
  private NewFunction.Builder large(String name) {
    NewFunction.Builder function = function(name);
    for (int i = 0; i < 200; i++) {
      function.putMetadata("k" + i + "x".repeat(90), "v".repeat(100));
    }
    return function;
  }
}
