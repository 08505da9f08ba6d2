package orchestrator.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.scenario.command.Tokens;
import orchestrator.scenario.door.ScenarioForward;
import orchestrator.server.StartException;
import orchestrator.server.config.JobSettings;

/**
 * Holds where a door asks for scenarios.
 *
 * @param service the service's address; empty when they are not shown
 * @param token a file with the service's token
 */
record ScenarioForwardSettings(Optional<URI> service, Optional<Path> token) implements JobSettings {
  /**
   * What asks there, if anything is to.
   *
   * @throws StartException when the token cannot be used
   */
  Optional<ScenarioForward> open() {
    try {
      return service.map(address -> new ScenarioForward(address, token.map(Tokens::read)));
    } catch (CommandFailedException e) {
      throw new StartException("--scenario-token-file: " + e.getMessage(), e);
    }
  }
}
