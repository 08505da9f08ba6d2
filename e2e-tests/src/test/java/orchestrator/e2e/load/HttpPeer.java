package orchestrator.e2e.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node that takes payloads by HTTP, and notes when each came. */
final class HttpPeer implements AutoCloseable {
  private static final int THREADS = 4;

  private final Queue<Instant> received = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "test peer");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;
  private final String name;

  HttpPeer(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        received.add(Instant.now());
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** What it registers with. */
  String json() {
    return "{\"name\": \"%s\", \"url\": \"http://127.0.0.1:%d/take\"}"
        .formatted(name, server.getAddress().getPort());
  }

  /** When each payload came. */
  List<Instant> received() {
    return List.copyOf(received);
  }

  /** Is gone from now on: its port is closed, and so are its connections. */
  void leave() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    leave();
  }
}
