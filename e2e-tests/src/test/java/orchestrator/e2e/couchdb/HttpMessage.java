package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds a request or an answer of HTTP/1.1, read to its end.
 *
 * @param startLine the request line or the status line
 * @param headers the lines after it
 * @param body without chunks
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; read and passed on.
record HttpMessage(String startLine, List<String> headers, byte[] body) {
  /** A message's start, before its body. */
  record Head(String startLine, List<String> headers) {
    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    boolean has(String name, String value) {
      return header(name).filter(value::equalsIgnoreCase).isPresent();
    }

    /** Status code of an answer. */
    int status() {
      return Integer.parseInt(startLine.split(" ", 3)[1]);
    }
  }

  /** The next message's start; empty when the stream ended before it. */
  static Optional<Head> readHead(InputStream in) throws IOException {
    Optional<String> startLine = readLine(in);
    if (startLine.isEmpty()) {
      return Optional.empty();
    }
    List<String> headers = new ArrayList<>();
    while (true) {
      String line = readLine(in).orElseThrow(EOFException::new);
      if (line.isEmpty()) {
        return Optional.of(new Head(startLine.get(), headers));
      }
      headers.add(line);
    }
  }

  /** A request with the body that its start announces. */
  static HttpMessage readRequest(Head head, InputStream in) throws IOException {
    return read(head, in);
  }

  /** The answer to a request; what only says "continue" is left out. */
  static HttpMessage readAnswer(String method, InputStream in) throws IOException {
    Head head = readHead(in).orElseThrow(EOFException::new);
    while (head.status() < 200) {
      head = readHead(in).orElseThrow(EOFException::new);
    }
    boolean empty = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
    return empty ? new HttpMessage(head.startLine(), head.headers(), new byte[0]) : read(head, in);
  }

  private static HttpMessage read(Head head, InputStream in) throws IOException {
    if (head.has("Transfer-Encoding", "chunked")) {
      return new HttpMessage(head.startLine(), head.headers(), new byte[0])
          .withBody(readChunks(in));
    }
    int length = Integer.parseInt(head.header("Content-Length").orElse("0"));
    return new HttpMessage(head.startLine(), head.headers(), exactly(in, length));
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = readLine(in).orElseThrow(EOFException::new).split(";", 2)[0].strip();
      byte[] chunk = exactly(in, Integer.parseInt(size, 16));
      body.write(chunk);
      // The line's end after a chunk; after the last one, the end of the body.
      readLine(in);
      if (chunk.length == 0) {
        return body.toByteArray();
      }
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a body");
    }
    return bytes;
  }

  private static Optional<String> readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("the connection ended within a line");
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(line.toString(ISO_8859_1).stripTrailing());
  }

  /** An answer of the proxy's own. */
  static HttpMessage answer(int status, String contentType, String body) {
    return new HttpMessage(
            "HTTP/1.1 " + status + " From the proxy",
            List.of("Content-Type: " + contentType),
            new byte[0])
        .withBody(body.getBytes(UTF_8));
  }

  /** The same with another body in one piece. */
  HttpMessage withBody(byte[] other) {
    List<String> changed = new ArrayList<>();
    for (String header : headers) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("content-length:") && !lower.startsWith("transfer-encoding:")) {
        changed.add(header);
      }
    }
    changed.add("Content-Length: " + other.length);
    return new HttpMessage(startLine, changed, other);
  }

  /** The same answer with another status. */
  HttpMessage withStatus(int status) {
    return new HttpMessage("HTTP/1.1 " + status + " From the proxy", headers, body);
  }

  int status() {
    return new Head(startLine, headers).status();
  }

  /** The message as it goes over the wire. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((startLine + "\r\n").getBytes(ISO_8859_1));
    headers.forEach(header -> all.writeBytes((header + "\r\n").getBytes(ISO_8859_1)));
    all.writeBytes("\r\n".getBytes(ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
