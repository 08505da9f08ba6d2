package orchestrator.client.worker;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.Function;

/**
 * Builds the functions of an organization: takes each that is WAITING, has its image built, and
 * makes it READY, or reports why that failed. After a crash, those that were BUILDING are built
 * once more. So each function belongs to one builder process at a time.
 *
 * <pre>{@code
 * try (FunctionBuilder builder =
 *     FunctionBuilder.start(
 *         client,
 *         function -> function.getMetadataMap().containsKey("study 7"),
 *         function -> Addressables.of(image(function), "registry.example.org/" + function.getKey()),
 *         FailureLog.none())) {
 *   builder.completion().join();
 * }
 * }</pre>
 */
public final class FunctionBuilder implements AutoCloseable {
  private final WorkLoop<Function> loop;

  private FunctionBuilder(WorkLoop<Function> loop) {
    this.loop = loop;
  }

  /**
   * Starts to build every function of the client's organization, one at a time, on threads of its
   * own.
   *
   * @param failureLog where the logs of failed builds go
   */
  public static FunctionBuilder start(
      OrchestratorClient client, BuildHandler handler, FailureLog<Function> failureLog) {
    return start(client, function -> true, handler, failureLog);
  }

  /**
   * Starts to build some functions of the client's organization; the others are left to other
   * builders.
   *
   * @param which the functions to build, as each was when it was found. What it throws ends the
   *     builder
   * @param failureLog where the logs of failed builds go
   */
  public static FunctionBuilder start(
      OrchestratorClient client,
      Predicate<Function> which,
      BuildHandler handler,
      FailureLog<Function> failureLog) {
    PersistentCalls calls = new PersistentCalls(client, Backoff.DEFAULT);
    FailureReports<Function> failures =
        new FailureReports<>(
            calls, failureLog, FailedAssetKind.FAILED_ASSET_FUNCTION, ErrorType.ERROR_TYPE_BUILD);
    WorkLoop<Function> loop =
        new WorkLoop<>(
            "function-builder",
            calls,
            new BuildWork(calls, handler, which, failures),
            Backoff.DEFAULT,
            1);
    loop.start();
    return new FunctionBuilder(loop);
  }

  /** How the builder ends: as a {@link Worker#completion worker} does. */
  public CompletableFuture<Void> completion() {
    return loop.completion();
  }

  /** Begins no new build and waits for the one that runs, as a {@link Worker#close worker} does. */
  @Override
  public void close() {
    loop.close();
  }
}
