package orchestrator.server.couchdb.fake;

import java.util.Optional;

/**
 * How a {@link FakeCouch} behaves.
 *
 * @param login who may use it; without one, everybody may
 * @param maxDocumentSize the bytes of the largest document's JSON text that is taken
 * @param flavour whose habits it has
 */
public record FakeCouchSettings(Optional<Login> login, int maxDocumentSize, Flavour flavour) {
  private static final int COUCHDB_MAX_DOCUMENT_SIZE = 8_000_000;

  /** A name and its password. */
  public record Login(String user, String password) {}

  /** CouchDB 3.4 as it is installed, open to everybody. */
  public static FakeCouchSettings defaults() {
    return new FakeCouchSettings(Optional.empty(), COUCHDB_MAX_DOCUMENT_SIZE, Flavour.COUCHDB);
  }

  /** The same, for one user only. */
  public FakeCouchSettings login(String user, String password) {
    return new FakeCouchSettings(Optional.of(new Login(user, password)), maxDocumentSize, flavour);
  }

  /** The same with another limit in bytes. */
  public FakeCouchSettings maxDocumentSize(int bytes) {
    return new FakeCouchSettings(login, bytes, flavour);
  }

  /** The same with another server's habits. */
  public FakeCouchSettings flavour(Flavour other) {
    return new FakeCouchSettings(login, maxDocumentSize, other);
  }
}
