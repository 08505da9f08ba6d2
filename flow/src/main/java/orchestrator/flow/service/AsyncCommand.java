package orchestrator.flow.service;

import java.util.concurrent.CompletionStage;
import orchestrator.flow.Message;

/**
 * Does what a message asks for, and answers later.
 *
 * @param <A> the body that it takes
 */
@FunctionalInterface
public interface AsyncCommand<A> {
  /** Begins to do it, as {@link Command#process} does it. */
  CompletionStage<CommandResult> process(Message<A> message, SwapScope scope) throws Exception;
}
