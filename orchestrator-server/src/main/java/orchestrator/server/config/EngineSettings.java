package orchestrator.server.config;

import java.util.Set;

/** Holds what was set of the engine that was chosen. */
public interface EngineSettings {
  /**
   * Tells an operator, in a part of a line, where the state is: {@code data /var/lib/orchestrator}.
   *
   * @param data the data folder in words
   */
  String inWords(String data);

  /** The organizations that it has to know to call for them; empty when it serves everybody. */
  default Set<String> organizations() {
    return Set.of();
  }
}
