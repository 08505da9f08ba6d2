package orchestrator.scenario.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Controllers that hang up on the service, which takes what they have sent all the same. */
class HastyControllersTest extends OpenDoors {
  private static final byte[] CLOSE = hex("888200000000" + "03E8");
  private static final byte[] CLOSE_WITHOUT_STATUS = hex("888000000000");
  private static final String NOTHING = "{\"nodes\":[],\"repetitions\":0}";

  private static byte[] hex(String text) {
    return BaseEncoding.base16().decode(text);
  }

  /** A text frame under a mask of zeros. */
  private static byte[] text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        payload.length < 126
            ? new byte[] {(byte) 0x81, (byte) (0x80 | payload.length)}
            : new byte[] {
              (byte) 0x81, (byte) 0xfe, (byte) (payload.length >> 8), (byte) payload.length
            };
    return Bytes.concat(head, new byte[4], payload);
  }

  private Socket webSocket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings("ws", "/").getPort());
    socket.setSoTimeout(20_000);
    String request =
        String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) socket.getInputStream().read());
    }
    assertThat(head.toString()).startsWith("HTTP/1.1 101 ");
    return socket;
  }

  @Test
  void allMessagesAreTakenOfAControllerThatClosesWithoutAStatus() throws Exception {
    registerNode("a");
    try (Socket socket = webSocket()) {
      socket
          .getOutputStream()
          .write(
              Bytes.concat(
                  text("no JSON"), text(NOTHING), text(load(1, "x")), CLOSE_WITHOUT_STATUS));
    }
    assertThat(sent.poll(20, SECONDS)).isEqualTo("a x 10");
  }

  @Test
  void aControllerThatHangsUpAmidNewsOfOthersHasSentItsSettings() throws Exception {
    registerNode("a");
    Controller other = new Controller();
    for (int number = 0; number < 50; number++) {
      try (Socket socket = webSocket()) {
        other.socket.sendText(NOTHING, true).join();
        other.hear("accepted");
        other.hear("started");
        other.hear("ended");
        // A peer with something unread resets the connection when it hangs up.
        assertThat(socket.getInputStream().available()).isZero();
        socket.getOutputStream().write(Bytes.concat(text(load(1, "x")), CLOSE));
      }
      other.hear("started");
      other.hear("ended");
      assertThat(sent).hasSize(2);
      sent.clear();
    }
  }

  @Test
  void whoHasSentNothingHearsTheNewsAllTheSame() throws Exception {
    try (Socket socket = webSocket()) {
      Controller other = new Controller();
      other.socket.sendText(NOTHING, true).join();
      other.hear("accepted");
      String heard = new String(socket.getInputStream().readNBytes(50), StandardCharsets.UTF_8);
      assertThat(heard).contains("\"type\":\"started\"");
    }
  }

  @Test
  void whoHangsUpWithoutAWordIsNotWorthALine() throws Exception {
    Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      Socket[] sockets = new Socket[50];
      for (int number = 0; number < sockets.length; number++) {
        sockets[number] = webSocket();
      }
      for (Socket socket : sockets) {
        socket.close();
      }
      try (Socket last = webSocket()) {
        last.getOutputStream().write(Bytes.concat(text("no JSON"), CLOSE));
        assertThat(last.getInputStream().readAllBytes()).isNotEmpty();
      }
    } finally {
      log.detachAppender(lines);
    }
    assertThat(Arrays.asList(lines.list.toArray(new ILoggingEvent[0])))
        .noneMatch(line -> line.getFormattedMessage().contains("SettingsSocket"));
  }
}
