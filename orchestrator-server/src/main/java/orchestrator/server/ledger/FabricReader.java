package orchestrator.server.ledger;

import static orchestrator.server.ledger.FabricSettings.FABRIC_CHAINCODE;
import static orchestrator.server.ledger.FabricSettings.FABRIC_COMMIT_TIMEOUT;
import static orchestrator.server.ledger.FabricSettings.FABRIC_CONCURRENCY;
import static orchestrator.server.ledger.FabricSettings.FABRIC_ENDORSE_TIMEOUT;
import static orchestrator.server.ledger.FabricSettings.FABRIC_EVALUATE_TIMEOUT;
import static orchestrator.server.ledger.FabricSettings.FABRIC_IDENTITIES;
import static orchestrator.server.ledger.FabricSettings.FABRIC_KEEPALIVE;
import static orchestrator.server.ledger.FabricSettings.FABRIC_SUBMIT_TIMEOUT;

import java.nio.file.Path;
import orchestrator.server.config.Given;
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingsException;

/** Reads the settings of the ledger. */
final class FabricReader {
  private FabricReader() {}

  static FabricNetwork read(Given given) {
    Path path =
        given
            .find(FABRIC_IDENTITIES)
            .orElseThrow(
                () ->
                    new SettingsException(
                        given.engineChoice() + " needs " + FABRIC_IDENTITIES.flag()));
    SettingFile file = SettingFile.file(given.key(FABRIC_IDENTITIES), path);
    return new FabricNetwork(
        given.get(FABRIC_CHAINCODE),
        path,
        FabricIdentitiesFile.read(file),
        new FabricNetwork.Deadlines(
            given.get(FABRIC_EVALUATE_TIMEOUT),
            given.get(FABRIC_ENDORSE_TIMEOUT),
            given.get(FABRIC_SUBMIT_TIMEOUT),
            given.get(FABRIC_COMMIT_TIMEOUT)),
        given.get(FABRIC_KEEPALIVE),
        given.get(FABRIC_CONCURRENCY));
  }
}
