import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many graphs a second a server takes to their end: each client, a thread and a connection,
 * posts one, asks for it until it has ended, and posts the next.
 *
 * <p>Run as `java GraphLoad.java HOST:PORT CLIENTS WARMUP_SECONDS SECONDS [FILE]`; without a file
 * it is a graph of eight nil nodes with nine edges.
 */
class GraphLoad {
  private static final AtomicLong ENDED = new AtomicLong();
  private static final AtomicLong ASKED = new AtomicLong();

  public static void main(String[] arguments) throws Exception {
    byte[] graph =
        arguments.length > 4 ? Files.readAllBytes(Path.of(arguments[4])) : eight().getBytes();
    for (int client = 0; client < Integer.parseInt(arguments[1]); client++) {
      Thread thread = new Thread(() -> run(arguments[0], graph));
      thread.setDaemon(true);
      thread.start();
    }
    Thread.sleep(Long.parseLong(arguments[2]) * 1000);
    long before = ENDED.get();
    long asked = ASKED.get();
    long start = System.nanoTime();
    Thread.sleep(Long.parseLong(arguments[3]) * 1000);
    long ended = ENDED.get() - before;
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%.0f graphs a second, each asked for %.1f times%n",
        ended / elapsed, (ASKED.get() - asked) / (double) ended);
  }

  private static String eight() {
    int[][] edges = {{0, 1}, {0, 4}, {1, 6}, {3, 2}, {3, 6}, {5, 0}, {5, 1}, {5, 2}, {7, 6}};
    StringBuilder matrix = new StringBuilder();
    for (int from = 0; from < 8; from++) {
      for (int to = 0; to < 8; to++) {
        int edge = 0;
        for (int[] each : edges) {
          edge |= each[0] == from && each[1] == to ? 1 : 0;
        }
        matrix.append(matrix.length() == 0 ? "" : ",").append(edge);
      }
    }
    StringBuilder nodes = new StringBuilder();
    for (int id = 0; id < 8; id++) {
      nodes.append(id == 0 ? "" : ",").append("{\"id\":%d,\"name\":\"n%d\"}".formatted(id, id));
    }
    return "{\"name\":\"eight\",\"digraph\":[" + matrix + "],\"nodes\":[" + nodes + "]}";
  }

  private static void run(String door, byte[] graph) {
    int colon = door.lastIndexOf(':');
    try (Socket socket =
        new Socket(door.substring(0, colon), Integer.parseInt(door.substring(colon + 1)))) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (true) {
        String id = call(out, in, "POST /v1/tasks", door, graph).split("\"")[3];
        String shown;
        do {
          ASKED.incrementAndGet();
          shown = call(out, in, "GET /v1/tasks/" + id, door, new byte[0]);
        } while (shown.contains("\"state\":2,\"digraph\""));
        if (!shown.contains("\"state\":3,\"digraph\"")) {
          throw new IOException(shown);
        }
        ENDED.incrementAndGet();
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private static String call(
      OutputStream out, InputStream in, String what, String door, byte[] body) throws IOException {
    byte[] head =
        (what + " HTTP/1.1\r\nHost: " + door + "\r\nContent-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    out.write(request);
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 20")) {
      throw new IOException(status);
    }
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length >= 0) {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
      text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line(in);
    }
    line(in);
    return text.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
