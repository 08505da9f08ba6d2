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
import orchestrator.server.config.SettingFile;
import orchestrator.server.config.SettingSource;
import orchestrator.server.config.SettingsException;

/** Reads the settings of the ledger. */
final class FabricReader {
  private FabricReader() {}

  static FabricNetwork read(SettingSource source) {
    Path path =
        source
            .find(FABRIC_IDENTITIES)
            .orElseThrow(
                () ->
                    new SettingsException(
                        source.engineChoice() + " needs " + FABRIC_IDENTITIES.flag()));
    SettingFile file = SettingFile.file(source.key(FABRIC_IDENTITIES), path);
    return new FabricNetwork(
        source.get(FABRIC_CHAINCODE),
        path,
        FabricIdentitiesFile.read(file),
        new FabricNetwork.Deadlines(
            source.get(FABRIC_EVALUATE_TIMEOUT),
            source.get(FABRIC_ENDORSE_TIMEOUT),
            source.get(FABRIC_SUBMIT_TIMEOUT),
            source.get(FABRIC_COMMIT_TIMEOUT)),
        source.get(FABRIC_KEEPALIVE),
        source.get(FABRIC_CONCURRENCY));
  }
}
