package orchestrator.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How soon a client asks a silent server whether it is still there. */
@Tag("slow")
class KeepAliveTest {
  /** The shortest that gRPC takes. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] NO_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final int PING = 6;

  /** Long before a client asks by default. */
  @Test
  @Timeout(30)
  void aServerThatIsSilentForSoLongIsAsked() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OrchestratorClient client =
            OrchestratorClient.builder("127.0.0.1:" + server.getLocalPort())
                .organization("MyOrg1MSP")
                .channel("mychannel")
                .keepAlive(SILENCE)
                .build()) {
      var unusedAnswer =
          FunctionServiceGrpc.newFutureStub(client.grpc())
              .getFunction(GetFunctionParam.getDefaultInstance());
      try (Socket connection = server.accept()) {
        connection.getOutputStream().write(NO_SETTINGS);
        DataInputStream frames = new DataInputStream(connection.getInputStream());
        assertThat(frames.readNBytes(PREFACE.length)).isEqualTo(PREFACE);
        while (type(frames) != PING) {}
      }
    }
  }

  /** Reads a frame of HTTP/2, and tells what it is. */
  private static int type(DataInputStream frames) throws IOException {
    int length = (frames.readUnsignedByte() << 16) | frames.readUnsignedShort();
    int type = frames.readUnsignedByte();
    int flagsAndStream = 5;
    frames.skipNBytes(flagsAndStream + length);
    return type;
  }
}
