package orchestrator.server.config;

import java.nio.file.Path;

/**
 * Says where the state is held.
 *
 * @param mode the engine that holds it
 * @param data the data folder; need not exist yet
 * @param engine the engine's own settings
 */
public record Storage(EngineOptions mode, Path data, EngineSettings engine) {

  /** Tells an operator, in one line: {@code mode embedded, data /var/lib/orchestrator}. */
  public String inWords() {
    return "mode " + mode.name() + engine.inWords("data " + data.toAbsolutePath().normalize());
  }
}
