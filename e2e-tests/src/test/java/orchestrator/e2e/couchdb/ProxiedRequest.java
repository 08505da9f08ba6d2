package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.function.Predicate;

/**
 * Names a request on its way to CouchDB.
 *
 * @param method GET, PUT, …
 * @param path decoded and without its query, {@code /db/id}
 * @param bytes length of the body
 */
public record ProxiedRequest(String method, String path, int bytes) {
  private static final String BULK = "/_bulk_docs";

  static ProxiedRequest of(HttpMessage request) {
    String[] parts = request.startLine().split(" ", 3);
    String path = URLDecoder.decode(parts[1].split("\\?", 2)[0], UTF_8);
    return new ProxiedRequest(parts[0], path, request.body().length);
  }

  /** Whether it is to change something. */
  public boolean isWrite() {
    return method.equals("PUT") || isBulk();
  }

  /** Whether it is to write documents, each of which succeeds or fails by itself. */
  public boolean isBulk() {
    return path.endsWith(BULK);
  }

  /** Requests of a method whose whole path matches a regular expression. */
  public static Predicate<ProxiedRequest> like(String method, String path) {
    return request -> request.method().equals(method) && request.path().matches(path);
  }
}
