package orchestrator.scenario.proxy.api;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;

/** Drives a node that is an organization at an orchestrator. */
final class ApiProxy implements Proxy {
  /** A little less than the time after which a node counts as dead. */
  private static final Duration HEALTH = Duration.ofMillis(2_900);

  private static final int MOST_FUNCTIONS = 1_000;
  private static final int MOST_PLANS = 100;

  private final ApiSettings settings;
  private final Connection connection;
  private final Runnable leave;
  private final Calls calls;
  private final AtomicBoolean closed = new AtomicBoolean();

  ApiProxy(ApiSettings settings, Connection connection, Runnable leave) {
    this.settings = settings;
    this.connection = connection;
    this.leave = leave;
    calls = new Calls(connection.client(), settings.callTimeout());
  }

  OrchestratorClient client() {
    return connection.client();
  }

  ApiSettings settings() {
    return settings;
  }

  /** For how many events those who share the connection wait. */
  int waiting() {
    return connection.events().waiting();
  }

  @Override
  public boolean isAlive() throws Exception {
    // Otherwise the transport waits ever longer before it looks whether the server is back. What it
    // found before is no answer, so the call waits for what it finds now.
    client().reconnectNow();
    if (!isServing()) {
      return false;
    }
    if (settings.followsEvents()) {
      connection.events().ensure();
    }
    return true;
  }

  private boolean isServing() throws InterruptedException, ExecutionException {
    try {
      HealthCheckResponse answer =
          Calls.whenReady(client(), HEALTH)
              .call(HealthGrpc.getCheckMethod(), HealthCheckRequest.getDefaultInstance())
              .get();
      return answer.getStatus() == ServingStatus.SERVING;
    } catch (ExecutionException e) {
      // A server without this service has answered nevertheless.
      if (e.getCause() instanceof OrchestratorException refused && refused.isRefusal()) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public int mostUnderWay() {
    return settings.plan().isPresent() ? MOST_PLANS : MOST_FUNCTIONS;
  }

  @Override
  public CompletionStage<?> transact(Transaction transaction) {
    if (settings.plan().isPresent()) {
      Plan plan = new Plan(transaction, settings.plan().get(), calls, closed::get);
      return send(transaction, plan.lastTasks(), "The plan is done", plan::run);
    }
    NewFunction function = Assets.function(transaction);
    return send(
        transaction,
        List.of(function.getKey()),
        "RegisterFunction was answered",
        () -> calls.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function));
  }

  private CompletionStage<?> send(
      Transaction transaction,
      List<String> keys,
      String answered,
      Supplier<CompletableFuture<?>> work) {
    if (!settings.followsEvents()) {
      // The server answers a write when it is committed.
      return work.get()
          .thenRun(
              () -> {
                transaction.reached(Phase.ANSWERED);
                transaction.reached(Phase.COMMITTED);
              });
    }
    CompletableFuture<Void> events = connection.events().await(keys);
    CompletableFuture<Void> committed = events.thenRun(() -> transaction.reached(Phase.COMMITTED));
    CompletableFuture<Void> end = new CompletableFuture<>();
    var unused =
        work.get()
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    transaction.reached(Phase.ANSWERED);
                    awaitEvents(committed, keys, answered, end);
                  } else if (committed.isDone() && !committed.isCompletedExceptionally()) {
                    // Only the answer was lost.
                    end.complete(null);
                  } else {
                    connection.events().forget(keys);
                    end.completeExceptionally(failure);
                  }
                });
    return end;
  }

  private void awaitEvents(
      CompletableFuture<Void> committed,
      List<String> keys,
      String answered,
      CompletableFuture<Void> end) {
    var unused =
        committed
            .orTimeout(settings.eventWait().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    end.complete(null);
                    return;
                  }
                  connection.events().forget(keys);
                  String reason =
                      failure instanceof TimeoutException
                          ? "the event did not come within " + seconds(settings.eventWait())
                          : reason(failure);
                  end.completeExceptionally(
                      new IllegalStateException(answered + ", but " + reason + "."));
                });
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      leave.run();
    }
  }
}
