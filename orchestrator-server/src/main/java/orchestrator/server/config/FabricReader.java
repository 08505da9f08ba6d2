package orchestrator.server.config;

import static orchestrator.server.config.Catalogue.FABRIC_CHAINCODE;
import static orchestrator.server.config.Catalogue.FABRIC_COMMIT_TIMEOUT;
import static orchestrator.server.config.Catalogue.FABRIC_CONCURRENCY;
import static orchestrator.server.config.Catalogue.FABRIC_ENDORSE_TIMEOUT;
import static orchestrator.server.config.Catalogue.FABRIC_EVALUATE_TIMEOUT;
import static orchestrator.server.config.Catalogue.FABRIC_IDENTITIES;
import static orchestrator.server.config.Catalogue.FABRIC_KEEPALIVE;
import static orchestrator.server.config.Catalogue.FABRIC_SUBMIT_TIMEOUT;
import static orchestrator.server.config.Catalogue.MODE;

import java.nio.file.Path;
import java.util.Optional;

/** Reads the settings of the ledger. */
final class FabricReader {
  private FabricReader() {}

  /** What was given, where the mode needs it. */
  static Optional<Fabric> read(Given given) {
    if (given.get(MODE) != Mode.LEDGER) {
      return Optional.empty();
    }
    Path path =
        given
            .find(FABRIC_IDENTITIES)
            .orElseThrow(
                () ->
                    new SettingsException(
                        given.key(MODE) + " ledger needs " + FABRIC_IDENTITIES.flag()));
    SettingFile file = SettingFile.file(given.key(FABRIC_IDENTITIES), path);
    return Optional.of(
        new Fabric(
            given.get(FABRIC_CHAINCODE),
            path,
            FabricIdentitiesFile.read(file),
            new Fabric.Deadlines(
                given.get(FABRIC_EVALUATE_TIMEOUT),
                given.get(FABRIC_ENDORSE_TIMEOUT),
                given.get(FABRIC_SUBMIT_TIMEOUT),
                given.get(FABRIC_COMMIT_TIMEOUT)),
            given.get(FABRIC_KEEPALIVE),
            given.get(FABRIC_CONCURRENCY)));
  }
}
