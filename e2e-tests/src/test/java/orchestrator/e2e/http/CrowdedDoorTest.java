package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many who send nothing, or too slowly, keep nobody else from the door, within its own limits. */
class CrowdedDoorTest extends OwnServer {
  private static final int CROWD = 10_000;

  /** What a door holds by default. */
  private static final int LIMIT = 2_000;

  /** Files that this process needs besides. */
  private static final int OTHER_FILES = 1_000;

  private static final int PATIENCE_MILLIS = 90_000;
  private static final String MEMBER = "mspid: MyOrg1MSP\r\nchannel: mychannel\r\n";

  private final Deque<Socket> sockets = new ArrayDeque<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void leave() throws IOException {
    while (!sockets.isEmpty()) {
      sockets.pop().close();
    }
  }

  private Socket opened(ServerProcess server) throws IOException {
    HostAndPort door = HostAndPort.fromString(server.pages());
    Socket socket = new Socket(door.getHost(), door.getPort());
    sockets.push(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private void othersAreServed(ServerProcess server) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://" + server.pages() + "/api/v1/organizations"))
                .headers("mspid", ONE, "channel", "mychannel")
                .timeout(Duration.ofMillis(PATIENCE_MILLIS))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(ONE);
  }

  /** As many connections as this process may hold, which it tells when those are fewer. */
  private static int crowd() {
    long most =
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getMaxFileDescriptorCount();
    int crowd = (int) Math.min(CROWD, most - OTHER_FILES);
    if (crowd < CROWD) {
      System.out.printf("ulimit -n is %d: %d idle connections instead of %d%n", most, crowd, CROWD);
    }
    return crowd;
  }

  @Test
  void thoseWhoSendNothingGiveWayToOthers() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    long before = server.residentBytes();

    Socket first = opened(server);
    for (int i = 1; i < crowd(); i++) {
      opened(server);
      if (i % LIMIT == 0) {
        othersAreServed(server);
      }
    }

    othersAreServed(server);
    assertThat(first.getInputStream().read()).isEqualTo(-1);
    assertThat(server.residentBytes() - before).isLessThan(256L << 20);
  }

  @Test
  void thoseWhoSendTheirBodySlowlyAreAnsweredInTheEnd() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = opened(server);
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/plans HTTP/1.1\r\nHost: "
                      + server.pages()
                      + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n"
                      + MEMBER
                      + "\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      slow.add(socket);
    }

    othersAreServed(server);
    for (Socket socket : slow) {
      assertThat(dribble(socket)).contains("503").contains("the request took too long");
    }
    othersAreServed(server);
  }

  /** Sends a byte now and then until there is an answer. */
  private static String dribble(Socket socket) throws IOException, InterruptedException {
    while (socket.getInputStream().available() == 0) {
      try {
        socket.getOutputStream().write(' ');
      } catch (SocketException e) {
        // The door has answered and hung up.
        break;
      }
      Thread.sleep(100);
    }
    byte[] answer = new byte[4_096];
    int length = socket.getInputStream().read(answer);
    return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
  }
}
