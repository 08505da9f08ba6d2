package orchestrator.server.config;

import java.nio.file.Path;

/**
 * Where the state is held.
 *
 * @param mode by whom
 * @param data the data folder; need not exist yet
 * @param couchDb of use in {@link Mode#COUCHDB} only
 */
public record Storage(Mode mode, Path data, CouchDb couchDb) {

  /** Tells an operator, in one line: {@code mode embedded, data /var/lib/orchestrator}. */
  public String inWords() {
    String folder = "data " + data.toAbsolutePath().normalize();
    return switch (mode) {
      case EMBEDDED -> "mode " + mode + ", " + folder;
      case COUCHDB ->
          "mode " + mode + " at " + couchDb.url() + ", prefix " + couchDb.prefix() + ", " + folder;
    };
  }
}
