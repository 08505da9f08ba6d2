package orchestrator.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the state is held.
 *
 * @param mode by whom
 * @param data the data folder; need not exist yet
 * @param couchDb of use in {@link Mode#COUCHDB} only
 * @param fabric there in {@link Mode#LEDGER} only
 */
public record Storage(Mode mode, Path data, CouchDb couchDb, Optional<Fabric> fabric) {

  /** Tells an operator, in one line: {@code mode embedded, data /var/lib/orchestrator}. */
  public String inWords() {
    String folder = "data " + data.toAbsolutePath().normalize();
    return switch (mode) {
      case EMBEDDED -> "mode " + mode + ", " + folder;
      case COUCHDB ->
          "mode " + mode + " at " + couchDb.url() + ", prefix " + couchDb.prefix() + ", " + folder;
      case LEDGER -> "mode " + mode + fabric.map(Storage::inWords).orElse("");
    };
  }

  private static String inWords(Fabric fabric) {
    return ", chaincode "
        + fabric.chaincode()
        + ", for "
        + String.join(", ", fabric.identities().keySet());
  }
}
