package orchestrator.scenario.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A node that speaks HTTP/1.1, and takes note of what it is sent. */
public final class HttpNode implements AutoCloseable {
  /** What came; what the request does not have is empty. */
  public record Got(String method, String path, String type, String authorization, String body) {}

  /** What goes back. */
  public record Reply(int status, String body) {}

  /** All that came. */
  public final List<Got> got = new CopyOnWriteArrayList<>();

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "node");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer server;

  /** Answers everything by a function. */
  public HttpNode(Function<Got, Reply> answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, answer));
    server.start();
  }

  private void serve(HttpExchange exchange, Function<Got, Reply> answer) throws IOException {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      Got one =
          new Got(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              header(exchange, "content-type"),
              header(exchange, "authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      got.add(one);
      Reply reply = answer.apply(one);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      out.write(body);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Dies; it may be told so twice. */
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
