import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much processor time a GET costs a server, asked by clients that cost little themselves: a
 * thread and a connection each, which stays open.
 *
 * <p>Run as `java HttpLoad.java HOST:PORT CLIENTS WARMUP_SECONDS SECONDS PATH`, where `PATH` is as
 * `/api/v1/functions/KEY`; MyOrg1MSP asks on mychannel.
 */
class HttpLoad {
  private static final AtomicLong ANSWERED = new AtomicLong();

  public static void main(String[] arguments) throws Exception {
    String door = arguments[0];
    byte[] request =
        ("GET "
                + arguments[4]
                + " HTTP/1.1\r\nHost: "
                + door
                + "\r\nmspid: MyOrg1MSP\r\nchannel: mychannel\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int client = 0; client < Integer.parseInt(arguments[1]); client++) {
      Thread thread = new Thread(() -> ask(door, request));
      thread.setDaemon(true);
      thread.start();
    }
    Thread.sleep(Long.parseLong(arguments[2]) * 1000);
    double secondsBefore = processorSeconds(door);
    long before = ANSWERED.get();
    long start = System.nanoTime();
    Thread.sleep(Long.parseLong(arguments[3]) * 1000);
    long calls = ANSWERED.get() - before;
    double elapsed = (System.nanoTime() - start) / 1e9;
    double spent = processorSeconds(door) - secondsBefore;
    System.out.printf(
        "%.0f calls a second, %.0f microseconds of the server's processor time a call%n",
        calls / elapsed, spent * 1e6 / calls);
  }

  private static void ask(String door, byte[] request) {
    int colon = door.lastIndexOf(':');
    try (Socket socket =
        new Socket(door.substring(0, colon), Integer.parseInt(door.substring(colon + 1)))) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (true) {
        out.write(request);
        if (!line(in).startsWith("HTTP/1.1 200")) {
          throw new IOException("not 200");
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.startsWith("content-length: ")) {
            length = Integer.parseInt(header.substring("content-length: ".length()));
          }
        }
        in.readNBytes(length);
        ANSWERED.incrementAndGet();
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static double processorSeconds(String door) throws Exception {
    String metric = "process_cpu_seconds_total ";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + door + "/metrics")).build(),
            BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
        .findFirst()
        .orElseThrow();
  }
}
