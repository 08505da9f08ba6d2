package orchestrator.executor.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;
import orchestrator.executor.engine.HttpFaults;
import orchestrator.executor.wire.NodeReader;
import orchestrator.executor.wire.WireException;

/** Follows one node at another executor, without a thread. */
final class RemoteRun {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** How long an executor may take to hear that a node is to be stopped. */
  private static final Duration STOPPING = Duration.ofMillis(1500);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RemoteSettings settings;
  private final ExecutorClient client;
  private final ScheduledExecutorService timers;
  private final Consumer<Boolean> reached;
  private final Run run;
  private volatile long lastContact = System.nanoTime();
  private volatile Duration pause = FIRST_PAUSE;
  private volatile Optional<String> id = Optional.empty();
  private volatile boolean late;
  // Guarded by this.
  private boolean stopping;
  private boolean timed;

  /**
   * Nothing is asked yet.
   *
   * @param reached is told whether the executor was reached
   */
  RemoteRun(
      RemoteSettings settings,
      ExecutorClient client,
      ScheduledExecutorService timers,
      Consumer<Boolean> reached,
      Work work) {
    this.settings = settings;
    this.client = client;
    this.timers = timers;
    this.reached = reached;
    run = new Run(work);
  }

  Run start() {
    run.onCancel(this::stop);
    post();
    return run;
  }

  private void post() {
    if (run.isCanceled()) {
      run.endCanceled();
      return;
    }
    ask(client.post(run.work()), this::posted);
  }

  private void posted(Optional<HttpResponse<byte[]>> answer, String fault) {
    if (answer.isEmpty()) {
      boolean again = !run.work().attempt().isEmpty();
      // Nobody knows whether it has arrived, and without the attempt's name it would run twice.
      retry(fault, again ? this::post : this::giveUp);
      return;
    }
    HttpResponse<byte[]> response = answer.get();
    lastContact = System.nanoTime();
    if (response.statusCode() == 409) {
      run.end(
          lost("executor " + settings.name() + " has not taken it: " + message(response.body())));
    } else if (response.statusCode() >= 400) {
      run.fail(
          "executor "
              + settings.name()
              + " has refused it with status "
              + response.statusCode()
              + ": "
              + message(response.body()),
          "");
    } else {
      try {
        id = Optional.of(NodeReader.id(response.body()));
        if (run.isCanceled()) {
          stop();
        } else {
          follow();
        }
      } catch (WireException e) {
        run.fail("executor " + settings.name() + " answers what is no id: " + e.getMessage(), "");
      }
    }
  }

  private void giveUp() {
    run.end(lost("executor " + settings.name() + " did not answer whether it has taken it"));
  }

  private void follow() {
    if (!run.isCanceled() && !run.outcome().isDone()) {
      ask(client.get(id.orElseThrow()), this::seen);
    }
  }

  private void seen(Optional<HttpResponse<byte[]>> answer, String fault) {
    if (answer.isEmpty()
        || (answer.get().statusCode() >= 400 && answer.get().statusCode() != 404)) {
      retry(
          answer.map(response -> "it answers " + response.statusCode()).orElse(fault),
          this::follow);
      return;
    }
    lastContact = System.nanoTime();
    HttpResponse<byte[]> response = answer.get();
    if (response.statusCode() == 404) {
      run.end(lost("executor " + settings.name() + " knows nothing of it any more"));
      return;
    }
    try {
      Optional<WorkResult> outcome = NodeReader.outcome(response.body(), run.work());
      if (outcome.isPresent()) {
        end(outcome.get());
      } else if (response.headers().firstValue("Preference-Applied").isPresent()) {
        follow();
      } else {
        boundTime();
        later(this::follow);
      }
    } catch (WireException e) {
      retry(e.getMessage(), this::follow);
    }
  }

  /** What was not stopped from here was stopped by an executor that ends, or by a later attempt. */
  private void end(WorkResult outcome) {
    boolean stoppedThere = outcome.status() == WorkResult.Status.CANCELED && !run.isCanceled();
    run.end(
        stoppedThere
            ? new WorkResult(
                WorkResult.Status.LOST,
                outcome.outputs(),
                "executor " + settings.name() + " has stopped it",
                outcome.log())
            : outcome);
  }

  /** An executor that does not wait for the end knows no time-outs either. */
  private void boundTime() {
    synchronized (this) {
      if (timed || run.work().timeout().isEmpty()) {
        return;
      }
      timed = true;
    }
    Duration limit = run.work().timeout().get();
    Future<?> timer =
        timers.schedule(
            () -> {
              late = true;
              run.cancel();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    var unused = run.outcome().whenComplete((outcome, fault) -> timer.cancel(false));
  }

  /** Tries again after a pause, unless the executor was out of reach for too long. */
  private void retry(String fault, Runnable again) {
    if (System.nanoTime() - lastContact > settings.patience().toNanos()) {
      run.end(lost("executor " + settings.name() + " cannot be reached: " + fault));
    } else {
      later(again);
    }
  }

  private void later(Runnable again) {
    Duration wait = pause;
    pause = wait.multipliedBy(3).dividedBy(2);
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    try {
      var unused = timers.schedule(again, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      run.endCanceled();
    }
  }

  /** Has the executor stop it, which is soon known here even if the executor is not. */
  private void stop() {
    if (id.isEmpty()) {
      // The answer to the post comes back here, if it comes.
      endSoon();
      return;
    }
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    endSoon();
    ask(client.delete(id.get()), (answer, fault) -> endStopped());
  }

  private void endSoon() {
    try {
      var unused = timers.schedule(this::endStopped, STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      endStopped();
    }
  }

  private void endStopped() {
    Work work = run.work();
    if (late) {
      run.end(
          WorkResult.failed(
              work,
              "it ran longer than " + work.timeout().orElseThrow().toMillis() / 1000.0 + " s",
              ""));
    } else {
      run.endCanceled();
    }
  }

  private WorkResult lost(String reason) {
    return WorkResult.lost(run.work(), reason);
  }

  private void ask(
      CompletableFuture<HttpResponse<byte[]>> call,
      BiConsumer<Optional<HttpResponse<byte[]>>, String> then) {
    var unused =
        call.handle(
            (response, fault) -> {
              reached.accept(fault == null);
              then.accept(
                  Optional.ofNullable(response), fault == null ? "" : HttpFaults.reason(fault));
              return true;
            });
  }

  /** The message of an error, or the whole answer when it is of another form. */
  private static String message(byte[] body) {
    try {
      var json = JSON.readTree(body);
      if (json != null && json.path("message").isTextual()) {
        return json.path("message").textValue();
      }
    } catch (JsonProcessingException e) {
      // Told as it is.
    } catch (IOException e) {
      return "an answer that cannot be read";
    }
    return new String(body, StandardCharsets.UTF_8).strip();
  }
}
