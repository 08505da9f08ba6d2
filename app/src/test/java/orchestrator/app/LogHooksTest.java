package orchestrator.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import orchestrator.executor.command.LogSettings;
import orchestrator.executor.command.LogSettings.Hook;
import orchestrator.executor.command.LogSettings.Level;
import orchestrator.executor.command.LogSettings.Protocol;
import orchestrator.executor.command.LogSettings.Receiver;
import orchestrator.server.config.LogLevel;
import orchestrator.server.logging.Logging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogHooksTest {
  private static final Logger LOG = LoggerFactory.getLogger("orchestrator.test.Hooks");
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @AfterEach
  void logAsBefore() {
    Logging.from(LogLevel.WARN);
  }

  private static void logTo(Receiver type, Protocol protocol, int port) {
    Hook hook = new Hook(type, protocol, HERE.getHostAddress(), port, Level.WARN);
    LogHooks.use(new LogSettings(Level.INFO, false, List.of(hook)));
    LOG.info("not for the hook");
    LOG.warn("a disk\nis full");
  }

  private static void holdLine(Receiver type, String line) {
    if (type == Receiver.SYSLOG) {
      // Facility 3, severity 4; a line's end in a message begins no other one.
      assertThat(line).startsWith("<28>").contains("orchestrator: WARN  Hooks a disk is full");
    } else {
      assertThat(line).startsWith("{").contains("\"message\":\"a disk\\nis full\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesAreSentAsDatagrams(Receiver type) throws Exception {
    try (DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
      receiver.setSoTimeout(60_000);

      logTo(type, Protocol.UDP, receiver.getLocalPort());

      DatagramPacket packet = new DatagramPacket(new byte[8_192], 8_192);
      receiver.receive(packet);
      holdLine(type, new String(packet.getData(), 0, packet.getLength(), UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesAreSentOverAConnection(Receiver type) throws Exception {
    try (ServerSocket receiver = new ServerSocket(0, 1, HERE)) {
      receiver.setSoTimeout(60_000);

      logTo(type, Protocol.TCP, receiver.getLocalPort());

      try (Socket connection = receiver.accept();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
        connection.setSoTimeout(60_000);
        holdLine(type, lines.readLine());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReceiverThatIsAwayHoldsNobodyUp(Receiver type) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, HERE)) {
      port = free.getLocalPort();
    }

    logTo(type, Protocol.TCP, port);

    // The line is written, and another setting taken on.
    Logging.from(LogLevel.WARN);
  }
}
