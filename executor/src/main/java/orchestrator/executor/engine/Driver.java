package orchestrator.executor.engine;

import orchestrator.executor.Execution;
import orchestrator.executor.Work;

/** Runs the nodes of one engine. */
public interface Driver extends AutoCloseable {
  /** The engine's name, as nodes name it. */
  String engine();

  /**
   * Starts a work and returns at once. What it asks for wrongly, or may not have, is a failed
   * outcome. The driver need not look at the work's time-out: whoever has called cancels it then.
   */
  Execution start(Work work);

  /** Whether its works end as they start, and so need not wait for a place. */
  default boolean isInstant() {
    return false;
  }

  /** Leaves nothing of its own behind; what runs has been cancelled before. */
  @Override
  default void close() {}
}
