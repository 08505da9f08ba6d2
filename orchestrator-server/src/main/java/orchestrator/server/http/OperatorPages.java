package orchestrator.server.http;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves {@code /healthz} (the process answers), {@code /readyz} (it should be sent calls) and
 * {@code /metrics} over HTTP.
 */
public final class OperatorPages implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final int SECONDS = 5;
  private static final int CONNECTIONS = 200;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Route> routes;

  /** Answers the requests of a path. */
  @FunctionalInterface
  private interface Route {
    Page answer(HttpExchange exchange) throws IOException;
  }

  private OperatorPages(HttpServer server, ExecutorService threads, Map<String, Route> routes) {
    this.server = server;
    this.threads = threads;
    this.routes = routes;
  }

  /**
   * Starts to serve.
   *
   * @param address where; port 0 takes a free one
   * @param readiness what {@code /readyz} tells
   * @param registry what {@code /metrics} shows; empty when there is to be no such page
   * @throws IOException when the address cannot be bound
   */
  public static OperatorPages start(
      InetSocketAddress address, Readiness readiness, Optional<PrometheusRegistry> registry)
      throws IOException {
    Map<String, Route> routes = new HashMap<>();
    routes.put("/healthz", exchange -> Page.text(200, "ok"));
    routes.put("/readyz", exchange -> ready(readiness));
    registry
        .map(MetricsPage::new)
        .ifPresent(
            page ->
                routes.put(
                    "/metrics",
                    exchange -> page.show(exchange.getRequestHeaders().getFirst("Accept"))));
    boundClients();
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = threads();
    OperatorPages pages = new OperatorPages(server, threads, Map.copyOf(routes));
    server.setExecutor(threads);
    server.createContext("/", pages::handle);
    server.start();
    return pages;
  }

  /**
   * The JDK's server lets a client take for ever to send a request or to read its answer, with a
   * thread that waits for it, and open as many connections as there are files. It can be told
   * otherwise only so, and before it is first used.
   */
  private static void boundClients() {
    bound("sun.net.httpserver.maxReqTime", SECONDS);
    bound("sun.net.httpserver.maxRspTime", SECONDS);
    bound("jdk.httpserver.maxConnections", CONNECTIONS);
  }

  private static void bound(String property, int most) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(most));
    }
  }

  /** Few threads and a short queue: whoever floods these pages takes nothing from the API. */
  private static ExecutorService threads() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            new ThreadFactoryBuilder().setNameFormat("http-%d").setDaemon(true).build());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Page ready(Readiness readiness) {
    var missing = readiness.missing();
    return missing.isEmpty()
        ? Page.text(200, "ready")
        : Page.text(503, "not ready: " + String.join(", ", missing));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      Page page = page(exchange, head);
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (head) {
        exchange.sendResponseHeaders(page.status(), -1);
        return;
      }
      byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Page page(HttpExchange exchange, boolean head) throws IOException {
    Route route = routes.get(exchange.getRequestURI().getPath());
    if (route == null) {
      return Page.text(
          404,
          "not found; there are " + String.join(", ", routes.keySet().stream().sorted().toList()));
    }
    if (!head && !exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Page.text(405, "only GET and HEAD");
    }
    return route.answer(exchange);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
