package orchestrator.e2e.graph;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who send large bodies slowly do not fill the memory. */
class SlowBodiesTest extends OwnServer {
  private static final int SENT = 1 << 20;
  private static final int CALLERS = 24;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/tasks",
        "/api/v1/functions?organization=MyOrg1MSP&channel=mychannel",
      })
  void ofManyLargeBodiesThatDoNotComeToAnEndSomeAreRefusedAndSmallOnesAreTaken(String path)
      throws Exception {
    ServerProcess server =
        start(
            settings()
                .withHeap("96m")
                .withFlags("--graphs", "--graph-folder", folder.resolve("graphs").toString()));
    GraphDoor door = new GraphDoor(server.pages());
    door.submit("{}");
    List<Socket> sockets = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      sockets.add(closing(half(server.pages(), path)));
    }

    assertThat(sockets).anyMatch(SlowBodiesTest::isRefused);
    assertThat(door.ended(door.submit("{}")).get("state").intValue()).isEqualTo(3);
  }

  /** A connection on which a part of a large body was sent. */
  private static Socket half(String address, String path) throws IOException {
    int colon = address.lastIndexOf(':');
    Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + address
                + "\r\nContent-Type: application/json\r\nContent-Length: 30000000\r\n\r\n")
            .getBytes(US_ASCII));
    try {
      out.write(new byte[SENT]);
    } catch (IOException e) {
      // It was refused before it was all sent.
    }
    return socket;
  }

  private static boolean isRefused(Socket socket) {
    try {
      socket.setSoTimeout(500);
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), US_ASCII).equals("HTTP/1.1 429");
    } catch (IOException e) {
      // Nothing has come yet, or the connection is gone.
      return false;
    }
  }
}
