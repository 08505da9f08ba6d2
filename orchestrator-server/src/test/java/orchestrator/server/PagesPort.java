package orchestrator.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import orchestrator.server.config.Settings;
import orchestrator.server.http.HttpPort;
import orchestrator.server.http.OperatorPages;
import orchestrator.server.http.Page;

/** Shows the operator's pages and no more, so that the server can be tried without the door. */
public record PagesPort(HttpServer server) implements HttpPort {
  /** Opens the port. */
  public static HttpPort open(
      Settings settings, Map<String, OperatorPages.Source> pages, Channel api) throws IOException {
    HttpServer server = HttpServer.create(settings.endpoints().http().address(), 0);
    pages.forEach((path, page) -> server.createContext(path, exchange -> show(page, exchange)));
    server.start();
    return new PagesPort(server);
  }

  private static void show(OperatorPages.Source source, HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = source.show("");
      byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
