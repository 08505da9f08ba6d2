package orchestrator.cli;

import java.io.InputStream;
import java.util.Map;
import orchestrator.cli.text.Terminal;

/**
 * Holds what a command finds around it.
 *
 * @param environment the variables of the process
 * @param terminal where standard output goes
 * @param input standard input
 */
public record Surroundings(Map<String, String> environment, Terminal terminal, InputStream input) {
  /** Those of this process. */
  public static Surroundings ofThisProcess(Map<String, String> environment) {
    return new Surroundings(environment, Terminal.ofThisProcess(environment), System.in);
  }
}
