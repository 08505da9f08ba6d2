package orchestrator.flow.run;

import java.util.UUID;
import orchestrator.flow.Flow;

/**
 * Runs flows to their ends. Which runner it is says how messages travel, and what survives a crash;
 * flows and services do not know.
 *
 * <pre>{@code
 * try (FlowRunner runner = InMemoryFlows.of(List.of(order), stock, cashier)) {
 *   Receipt receipt = runner.start(order, new Order("tea", 3)).outcome().join().orThrow();
 * }
 * }</pre>
 */
public interface FlowRunner extends AutoCloseable {
  /** Starts a run under an id of its own. */
  default <I, O> Run<O> start(Flow<I, O> flow, I body) {
    return start(flow, UUID.randomUUID().toString(), body);
  }

  /**
   * Starts a run.
   *
   * @param flow one of those that the runner was made with
   * @param id what tells this run from others, 1 to 100 characters; a run that goes on under this
   *     id is answered, and no other is started
   * @param body what the flow takes
   * @throws IllegalArgumentException when the runner does not know the flow, or the id is unfit
   * @throws IllegalStateException when there are as many runs as there may be
   */
  <I, O> Run<O> start(Flow<I, O> flow, String id, I body);

  /**
   * Takes no more answers, and fails the outcomes that are waited for here. What a run has come to
   * stays as it is: a durable one goes on with the next runner, and of one in memory nothing is
   * left.
   */
  @Override
  void close();
}
