package orchestrator.flow;

import java.util.concurrent.CompletionStage;

/** Is what will be done with one message. */
interface Route {
  /** Does it. */
  Handled now() throws Exception;

  /** Begins to do it, where blocks answer later. */
  CompletionStage<Handled> later() throws Exception;
}
