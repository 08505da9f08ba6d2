package orchestrator.server.engine;

import orchestrator.lib.transaction.SizeLimits;
import orchestrator.server.config.EngineOptions;
import orchestrator.server.config.Limits;
import orchestrator.server.config.Storage;

/**
 * Starts an engine that a server can have. Each engine is a folder with all that is its own, and a
 * line in {@code META-INF/services}; nothing else names it.
 */
public interface EngineProvider extends EngineOptions {
  /** The engine that the settings choose. */
  static EngineProvider of(Storage storage) {
    return (EngineProvider) storage.mode();
  }

  /** How large the assets and answers may be that it takes. */
  default SizeLimits sizes(Limits limits) {
    return limits.sizes();
  }

  /** Whether its reads wait for other machines rather than for a processor of this one. */
  default boolean readsWait() {
    return false;
  }

  /**
   * Starts it; what it opens is closed with the server.
   *
   * @throws RuntimeException with a sentence for the operator when it cannot
   */
  RunningEngine start(EngineContext context);
}
