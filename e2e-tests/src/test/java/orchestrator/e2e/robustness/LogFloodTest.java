package orchestrator.e2e.robustness;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.QueryFunctionsParam;
import org.junit.jupiter.api.Test;

/** Nobody who calls can fill the log. */
class LogFloodTest extends OwnServer {
  private static final Pattern LINE =
      Pattern.compile("(\\S+) +(WARN|ERROR) +(\\S+) (?:\\[(\\d+) like it left out] )?(.*)");
  private static final Pattern LEFT_OUT = Pattern.compile("\\[(\\d+) like it left out]");

  @Test
  void requestsThatTheTransportCannotUnpackLeaveALineASecondAndTheCountOfTheOthers()
      throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    ManagedChannel transport = NoCompressor.connect(server.target(), "identity");
    var stub = FunctionServiceGrpc.newBlockingStub(transport).withCompression("identity");
    QueryFunctionsParam query = QueryFunctionsParam.newBuilder().setPageToken("x").build();
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(statusOf(() -> stub.queryFunctions(query)))
            .extracting(Status::getCode)
            .isEqualTo(Status.Code.INTERNAL);
      }
    } finally {
      transport.shutdownNow();
    }

    Waiting patience = new Waiting(Duration.ofSeconds(60));
    while (told(server) < 500 && !patience.isOver()) {
      patience.pause();
    }
    assertThat(told(server)).as(server.log()).isEqualTo(500);
    assertNoFlood(server);
    assertThat(server.page("/metrics"))
        .containsPattern("orchestrator_log_lines_left_out_total [1-9]");
  }

  @Test
  void whatIsNoHttp2LeavesNoFlood() throws Exception {
    ServerProcess server = start(settings());
    int port = Integer.parseInt(server.target().replaceFirst(".*:", ""));
    List<byte[]> junk = new ArrayList<>();
    for (String text :
        List.of(
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u0003\u0003" + "\0".repeat(100),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\u00ff".repeat(200))) {
      junk.add(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    for (int i = 0; i < 100; i++) {
      for (byte[] bytes : junk) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          OutputStream out = socket.getOutputStream();
          out.write(bytes);
          out.flush();
        } catch (IOException closed) {
          // The server need not read what it does not understand.
        }
      }
    }
    newMember(server, ONE);

    assertNoFlood(server);
  }

  /** How many warnings and errors the log has or tells of. */
  private static int told(ServerProcess server) throws IOException {
    int told = 0;
    for (String line : server.log().lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        told += parts.group(4) == null ? 1 : 0;
        Matcher leftOut = LEFT_OUT.matcher(line);
        told += leftOut.find() ? Integer.parseInt(leftOut.group(1)) : 0;
      }
    }
    return told;
  }

  /** No two lines of a kind come within a second; half of one is left to the log's own clock. */
  private static void assertNoFlood(ServerProcess server) throws IOException {
    Map<String, OffsetDateTime> last = new HashMap<>();
    for (String line : server.log().lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        String kind = parts.group(2) + parts.group(3) + parts.group(5).replaceAll("[:\\[(].*", "");
        OffsetDateTime at = OffsetDateTime.parse(parts.group(1));
        OffsetDateTime before = last.put(kind, at);
        if (before != null) {
          assertThat(Duration.between(before, at)).as(line).isGreaterThan(Duration.ofMillis(500));
        }
      }
    }
  }
}
