package orchestrator.flow.service;

import orchestrator.flow.Message;
import org.jspecify.annotations.Nullable;

/** Does something with an answer: as a rule it sends it back to the orchestrator. */
@FunctionalInterface
public interface PostProcessor {
  /**
   * Takes an answer, once the command has given it.
   *
   * @param extra what the command gave besides the answer; null for nothing
   */
  void postProcess(Message<?> answer, @Nullable Object extra) throws Exception;
}
