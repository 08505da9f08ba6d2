package orchestrator.chaincode;

import com.google.inject.Guice;
import java.util.Set;
import orchestrator.chaincode.service.LogGate;
import orchestrator.chaincode.service.SettingException;

/**
 * Runs the chaincode: as a service, to which the peer connects, when {@code
 * CHAINCODE_SERVER_ADDRESS} is set; else it connects to the peer that has built and started it.
 * With a command it does that instead.
 */
public final class Main {
  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");
  private static final int WRONG = 2;

  private Main() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments a command and its options, or those that a peer gives to a chaincode that it
   *     starts, or none
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (isForPeople(arguments)) {
      System.exit(Commands.commandLine().execute(arguments));
    }
    LogGate.install();
    OrchestratorChaincode chaincode =
        Guice.createInjector(new ChaincodeModule()).getInstance(OrchestratorChaincode.class);
    try {
      chaincode.run(arguments, System.getenv());
    } catch (SettingException e) {
      System.err.println(Commands.NAME + ": " + e.getMessage());
      // What the shim says of an end that is in order would come after the line.
      Runtime.getRuntime().halt(WRONG);
    }
  }

  /** A peer gives options only. */
  private static boolean isForPeople(String[] arguments) {
    return arguments.length > 0 && (!arguments[0].startsWith("-") || HELP.contains(arguments[0]));
  }
}
