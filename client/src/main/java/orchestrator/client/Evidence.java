package orchestrator.client;

import java.util.Optional;

/**
 * Finds out, when a write's first answer was lost and a later try was refused, whether the first
 * try had been done.
 */
@FunctionalInterface
interface Evidence<Q, A> {
  /**
   * Looks at what stands now.
   *
   * @param asked what the lost call asked for
   * @param refusal what the later try was refused with
   * @param reader where to look
   * @return the answer that was lost, or empty when the refusal is meant for what was asked
   * @throws OrchestratorException when it cannot be found out; NOT_FOUND means that it was not done
   */
  Optional<A> find(Q asked, OrchestratorException refusal, RetryingCaller reader);
}
