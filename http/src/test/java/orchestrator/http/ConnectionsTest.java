package orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final int REQUESTS = 50;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: door\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLANS =
      "GET /api/v1/plans HTTP/1.1\r\nHost: 127.0.0.1\r\nmspid: a\r\nchannel: b\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = 60_000;

  /** There is no API behind this door, so that it answers with a problem. */
  @Test
  void anAnswerOfTheApiIsSentInOnePiece() throws Exception {
    ManagedChannel nowhere = InProcessChannelBuilder.forName("nowhere").build();
    try (Door door = TestDoor.on(nowhere);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.address().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[1 << 16];
      for (int request = 0; request < REQUESTS; request++) {
        socket.getOutputStream().write(PLANS);
        int length = in.read(piece);
        assertThat(new String(piece, 0, length, StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 503")
            .contains("\r\n\r\n{")
            .endsWith("}\n");
      }
    } finally {
      nowhere.shutdownNow();
    }
  }

  @Test
  void whoDoesNotReadItsAnswerIsCutAfterAWhile() throws Exception {
    Connections connections = new Connections(10, Duration.ofMillis(1));
    CompletableFuture<Boolean> cut = new CompletableFuture<>();
    Consumer<ChannelPipeline> accept =
        pipeline -> {
          connections.accept(pipeline);
          pipeline.channel().closeFuture().addListener(closed -> cut.complete(true));
        };
    HttpData large = HttpData.wrap(new byte[64 << 20]);
    try (Server server = server(accept, connections, large);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.activeLocalPort())) {
      socket.getOutputStream().write(REQUEST);
      assertThat(cut).succeedsWithin(Duration.ofMillis(PATIENCE_MILLIS));
    }
  }

  /** Its service waits for the body, as those of the API do. */
  @Test
  void whoSendsABodyByteByByteIsCutAfterAWhile() throws Exception {
    Connections connections = new Connections(10, Duration.ofMillis(1));
    HttpService reading =
        (context, request) -> {
          connections.count(context);
          return HttpResponse.of(
              request.aggregate().thenApply(whole -> HttpResponse.of(whole.contentUtf8())));
        };
    try (Server server =
            Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .childChannelPipelineCustomizer(connections::accept)
                .service("/", reading.decorate(WholeAnswers::new))
                .build();
        Socket socket = started(server)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: door\r\nContent-Length: 99\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static Socket started(Server server) throws IOException {
    server.start().join();
    return new Socket(InetAddress.getLoopbackAddress(), server.activeLocalPort());
  }

  /** Its answers come later, from the connection's thread, as those of the API do. */
  private static Server server(
      Consumer<ChannelPipeline> accept, Connections connections, HttpData answer) {
    HttpService later =
        (context, request) -> {
          connections.count(context);
          return HttpResponse.of(
              CompletableFuture.supplyAsync(
                  () -> HttpResponse.of(ResponseHeaders.of(HttpStatus.OK), answer),
                  context.eventLoop()));
        };
    Server server =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .childChannelPipelineCustomizer(accept)
            .service("/", later.decorate(WholeAnswers::new))
            .build();
    server.start().join();
    return server;
  }
}
