package orchestrator.server.couchdb.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** A request and the connection that waits for its answer. */
public final class Exchange {
  private final HttpExchange http;
  private final Request request;
  private final Router router;
  private final RequestLog log;

  Exchange(HttpExchange http, Request request, Router router, RequestLog log) {
    this.http = http;
    this.request = request;
    this.router = router;
    this.log = log;
  }

  Request request() {
    return request;
  }

  /** Does what the request asks for and tells what CouchDB answers. */
  Response apply() {
    return router.apply(request);
  }

  /** Does what another request asks for in this one's place. */
  Response applyInstead(Request other) {
    return router.apply(other);
  }

  void send(Response answer) throws IOException {
    log.add(request, answer.status());
    begin(answer);
    if (!isHead()) {
      http.getResponseBody().write(answer.body());
    }
    http.close();
  }

  /** Sends the headers and a half of the body, then cuts the connection. */
  void sendHalf(Response answer) throws IOException {
    log.add(request, answer.status());
    begin(answer);
    http.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
    http.getResponseBody().flush();
    // The server cuts a connection whose answer is shorter than announced.
    http.close();
  }

  /** Cuts the connection without an answer. */
  void cut() {
    log.add(request, RequestLog.NO_ANSWER);
    // The server cuts a connection whose answer was not begun.
    http.close();
  }

  private void begin(Response answer) throws IOException {
    http.getResponseHeaders().set("Content-Type", answer.contentType());
    http.getResponseHeaders().set("Server", "CouchDB/" + Router.VERSION + " (a fake)");
    answer.etag().ifPresent(tag -> http.getResponseHeaders().set("ETag", '"' + tag + '"'));
    if (isHead()) {
      http.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
      http.sendResponseHeaders(answer.status(), -1);
    } else {
      http.sendResponseHeaders(answer.status(), answer.body().length);
    }
  }

  private boolean isHead() {
    return request.method().equals("HEAD");
  }
}
