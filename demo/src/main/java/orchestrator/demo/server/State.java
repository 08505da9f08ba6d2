package orchestrator.demo.server;

import java.nio.file.Path;
import java.util.List;

/**
 * Who holds the state of the demo's own server.
 *
 * @param arguments what the server is told of it
 */
public record State(List<String> arguments) {

  /** Keeps its own copy of the arguments. */
  public State {
    arguments = List.copyOf(arguments);
  }

  /** The server itself, in a folder. */
  public static State in(Path folder) {
    return new State(List.of("--data", folder.toString()));
  }

  /**
   * A ledger, for which the server is a facade.
   *
   * @param identities the file of the organizations that the server signs for
   * @param chaincode its name on the channel
   */
  public static State onLedger(Path identities, String chaincode) {
    return new State(
        List.of(
            "--mode",
            "ledger",
            "--fabric-identities",
            identities.toString(),
            "--fabric-chaincode",
            chaincode));
  }
}
