package orchestrator.scenario.proxy.api;

import java.util.Optional;

/**
 * Says where transactions go, and in whose name. Nodes of the same one share a connection.
 *
 * @param server host and port
 * @param chaincode the chaincode in ledger mode, when it is not the one that the server has
 */
record Address(String server, String organization, String channel, Optional<String> chaincode) {

  @Override
  public String toString() {
    return server
        + " "
        + organization
        + " "
        + channel
        + chaincode.map(name -> " " + name).orElse("");
  }
}
