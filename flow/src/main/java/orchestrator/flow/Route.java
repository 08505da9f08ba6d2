package orchestrator.flow;

import java.util.concurrent.CompletionStage;

/** Is what will be done with one message. */
interface Route {
  /** Does with the message what is to be done, and returns when that is done. */
  Handled now() throws Exception;

  /** Begins to do that, where blocks answer later; the stage completes when it is done. */
  CompletionStage<Handled> later() throws Exception;
}
