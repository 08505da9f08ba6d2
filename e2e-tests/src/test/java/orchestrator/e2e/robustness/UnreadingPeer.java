package orchestrator.e2e.robustness;

import com.google.common.net.HostAndPort;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import orchestrator.e2e.harness.ServerProcess;

/** Opens an HTTP/2 connection that asks, takes as much as is sent, and reads nothing of it. */
final class UnreadingPeer implements AutoCloseable {
  private static final int WIDE = Integer.MAX_VALUE;
  private static final int USUAL_WINDOW = 65_535;
  private static final int PIECE = 16 << 10;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataOutputStream out;
  private int stream = 1;

  private UnreadingPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** Connects, and gives the server room for two gigabytes. */
  static UnreadingPeer of(ServerProcess server) throws IOException {
    HostAndPort target = HostAndPort.fromString(server.target());
    UnreadingPeer peer = new UnreadingPeer(new Socket(target.getHost(), target.getPort()));
    peer.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream settings = new ByteArrayOutputStream();
    DataOutputStream window = new DataOutputStream(settings);
    window.writeShort(4);
    window.writeInt(WIDE);
    peer.frame(SETTINGS, 0, 0, settings.toByteArray());
    peer.frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    new DataOutputStream(more).writeInt(WIDE - USUAL_WINDOW);
    peer.frame(WINDOW_UPDATE, 0, 0, more.toByteArray());
    return peer;
  }

  /** Begins a call with a message of a mebibyte, and sends no more of it than so many bytes. */
  void begin(String organization, String method, int bytes) throws IOException {
    call(organization, method);
    frame(DATA, 0, stream, new byte[] {0, 0, 16, 0, 0});
    for (int sent = 0; sent < bytes; sent += PIECE) {
      frame(DATA, 0, stream, new byte[PIECE]);
    }
    stream += 2;
  }

  /** Begins a call, and sends all but the last byte of a frame of it. */
  void beginFrame(String organization, String method) throws IOException {
    call(organization, method);
    byte[] header = {0, PIECE >> 8, 0, DATA, 0, 0, 0, 0, (byte) stream};
    out.write(header);
    out.write(new byte[PIECE - 1]);
    out.flush();
  }

  /** Sends a call whose answer nobody will read. */
  void ask(String organization, String method, byte[] message) throws IOException {
    call(organization, method);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream framed = new DataOutputStream(body);
    framed.writeByte(0);
    framed.writeInt(message.length);
    framed.write(message);
    frame(DATA, END_STREAM, stream, body.toByteArray());
    stream += 2;
  }

  private void call(String organization, String method) throws IOException {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, ":method", "POST");
    header(headers, ":scheme", "http");
    header(headers, ":path", "/" + method);
    header(headers, ":authority", "orchestrator");
    header(headers, "content-type", "application/grpc");
    header(headers, "te", "trailers");
    header(headers, "mspid", organization);
    header(headers, "channel", "mychannel");
    frame(HEADERS, END_HEADERS, stream, headers.toByteArray());
  }

  /** A literal that is not indexed; names and values have fewer than 127 bytes. */
  private static void header(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    for (String text : new String[] {name, value}) {
      block.write(text.length());
      block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void frame(int type, int flags, int onStream, byte[] payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(onStream);
    out.write(payload);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
