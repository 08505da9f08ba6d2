package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.function.Predicate;

/**
 * A request on its way to CouchDB.
 *
 * @param method GET, PUT, …
 * @param path decoded and without its query, {@code /db/id}
 */
public record ProxiedRequest(String method, String path) {
  static ProxiedRequest of(String requestLine) {
    String[] parts = requestLine.split(" ", 3);
    return new ProxiedRequest(parts[0], URLDecoder.decode(parts[1].split("\\?", 2)[0], UTF_8));
  }

  /** Requests of a method whose whole path matches a regular expression. */
  public static Predicate<ProxiedRequest> like(String method, String path) {
    return request -> request.method().equals(method) && request.path().matches(path);
  }
}
