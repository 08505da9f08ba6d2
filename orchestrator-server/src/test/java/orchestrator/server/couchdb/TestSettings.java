package orchestrator.server.couchdb;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Makes settings of a CouchDB without a CA or a file of the password. */
final class TestSettings {
  static final Duration TIMEOUT = Duration.ofMillis(600);
  static final String PREFIX = "orchestrator";

  private TestSettings() {}

  /** For a server whose standbys answer nothing. */
  static CouchDb of(URI url, Optional<CouchDb.Login> login) {
    return of(url, login, TIMEOUT, TIMEOUT, false);
  }

  static CouchDb of(
      URI url,
      Optional<CouchDb.Login> login,
      Duration timeout,
      Duration leaderTimeout,
      boolean readFromStandby) {
    return new CouchDb(
        url,
        login,
        PREFIX,
        Optional.empty(),
        timeout,
        leaderTimeout,
        readFromStandby,
        Optional.empty());
  }
}
