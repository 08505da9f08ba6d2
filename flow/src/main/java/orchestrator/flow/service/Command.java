package orchestrator.flow.service;

import orchestrator.flow.Message;

/**
 * Does what a message asks for.
 *
 * @param <A> the body that it takes
 */
@FunctionalInterface
public interface Command<A> {
  /**
   * Does what the message asks for.
   *
   * @param scope what the commands of the service share
   * @return the answer, as a rule {@code CommandResult.of(message.withBody(…))}; {@link
   *     CommandResult#NOTHING} for none
   * @throws Exception to fail
   */
  CommandResult process(Message<A> message, SwapScope scope) throws Exception;
}
