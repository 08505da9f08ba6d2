package orchestrator.server.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import orchestrator.server.config.EngineSettings;

/**
 * Holds the settings of the Hyperledger Fabric network in which the state is.
 *
 * @param chaincode the chaincode's name where a caller gives none
 * @param identitiesFile where the identities were read from
 * @param identities as whom this server signs, by MSP id; at least one
 * @param deadlines how long the steps of a call may take
 * @param keepalive how often a connection to a peer is tried on which nothing comes
 * @param concurrency how many writes of a channel may be with the peers at the same time
 */
public record FabricNetwork(
    String chaincode,
    Path identitiesFile,
    SortedMap<String, FabricIdentity> identities,
    Deadlines deadlines,
    Duration keepalive,
    int concurrency)
    implements EngineSettings {

  @Override
  public String inWords(String data) {
    return ", chaincode " + chaincode + ", for " + String.join(", ", identities.keySet());
  }

  @Override
  public Set<String> organizations() {
    return identities.keySet();
  }

  /**
   * How long the steps of a call may take.
   *
   * @param evaluate a query on one peer
   * @param endorse the run of a transaction on all peers that have to endorse it
   * @param submit until the orderer has taken a transaction
   * @param commit until the peer says what became of it
   */
  public record Deadlines(Duration evaluate, Duration endorse, Duration submit, Duration commit) {}
}
