package orchestrator.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Headers;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnindexedHeadersTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  @Test
  void anAnswerCanBeReadWithoutTheHeadersOfThoseBefore() throws Exception {
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                UnindexedHeaders.with(InsecureServerCredentials.create()))
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      frame(out, SETTINGS, 0, 0, new byte[0]);
      for (int stream = 1; stream <= 5; stream += 2) {
        frame(out, HEADERS, END_HEADERS, stream, request());
        frame(out, DATA, END_STREAM, stream, new byte[5]);

        assertThat(answer(in).get("grpc-status")).hasToString("0");
      }
    } finally {
      server.shutdownNow();
    }
  }

  private static byte[] request() throws Exception {
    Http2Headers headers =
        new DefaultHttp2Headers()
            .method("POST")
            .scheme("http")
            .path("/grpc.health.v1.Health/Check")
            .authority("x")
            .add("content-type", "application/grpc")
            .add("te", "trailers");
    ByteBuf block = Unpooled.buffer();
    new DefaultHttp2HeadersEncoder((name, value) -> true).encodeHeaders(1, headers, block);
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    return bytes;
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(0);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  /** The trailers of an answer, read as by somebody who has forgotten all that came before. */
  private static Http2Headers answer(DataInputStream in) throws Exception {
    while (true) {
      byte[] payload = new byte[in.readUnsignedByte() << 16 | in.readUnsignedShort()];
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      in.readFully(payload);
      if (type == HEADERS) {
        Http2Headers headers =
            new DefaultHttp2HeadersDecoder().decodeHeaders(1, Unpooled.wrappedBuffer(payload));
        if ((flags & END_STREAM) != 0) {
          return headers;
        }
      }
    }
  }
}
