package orchestrator.flow.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP without a client's manners. */
final class Raw {
  private Raw() {}

  /** Sends the head of a request, and reads the status that comes back. */
  static int status(URI uri, String head) {
    try (Socket socket = open(uri, head + "\r\nContent-Length: 0\r\n\r\n")) {
      socket.setSoTimeout(20_000);
      String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(line.substring(9));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the beginning of something, and leaves the connection open. */
  static Socket open(URI uri, String beginning) throws IOException {
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }
}
