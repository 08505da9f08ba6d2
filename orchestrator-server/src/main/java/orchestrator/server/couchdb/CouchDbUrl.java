package orchestrator.server.couchdb;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Names where a CouchDB is: {@code http://127.0.0.1:5984}. */
final class CouchDbUrl {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  private CouchDbUrl() {}

  /**
   * Reads a scheme, a host and maybe a port. A path is not taken, since the databases are looked
   * for at the root; nor is a user, since URLs are told in logs.
   */
  static URI parse(String text) {
    URI url = uri(text);
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must name no user; --couchdb-user is there for that");
    }
    boolean isRoot = url.getRawPath() == null || Set.of("", "/").contains(url.getRawPath());
    if (!SCHEMES.contains(String.valueOf(url.getScheme()))
        || url.getHost() == null
        || url.getPort() == 0
        || url.getPort() > LAST_PORT
        || !isRoot
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw unusable();
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw unusable();
    }
  }

  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException(
        "must be http://HOST:PORT or https://HOST:PORT without a path");
  }
}
