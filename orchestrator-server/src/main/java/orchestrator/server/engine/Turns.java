package orchestrator.server.engine;

import java.util.concurrent.Executor;

/** Threads that organizations share. */
public interface Turns {
  /** Whose work is nobody's in particular. */
  String NOBODY = "";

  /** Runs an organization's tasks, each when it is that organization's turn. */
  Executor of(String organization);
}
