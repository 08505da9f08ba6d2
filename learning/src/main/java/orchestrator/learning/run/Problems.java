package orchestrator.learning.run;

import java.time.Duration;
import java.util.Optional;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorException;
import orchestrator.learning.Collection;
import orchestrator.learning.rule.Ids;
import orchestrator.learning.rule.Problem;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;

/** Finds problems, also those that another server has just taken in. */
final class Problems {
  private static final Duration LAG = Duration.ofSeconds(2);

  private Problems() {}

  static Optional<Problem> find(SharedState shared, Clients clients, Duration patience, String id) {
    Optional<Problem> known = known(shared, patience, id);
    if (known.isPresent() || !isThere(clients, id)) {
      return known;
    }
    try {
      return shared.await(
          LAG, state -> state.find(Collection.PROBLEM, id).map(Problem.class::cast));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What is known, as soon as what happened before the start has been read. */
  private static Optional<Problem> known(SharedState shared, Duration patience, String id) {
    return shared.require(
        patience,
        state -> Optional.of(state.find(Collection.PROBLEM, id).map(Problem.class::cast)));
  }

  private static boolean isThere(Clients clients, String id) {
    try {
      var unused =
          clients
              .any()
              .call(
                  FunctionServiceGrpc.getGetFunctionMethod(),
                  GetFunctionParam.newBuilder().setKey(Ids.problem(id)).build());
      return true;
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }
}
