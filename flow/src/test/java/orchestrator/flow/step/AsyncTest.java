package orchestrator.flow.step;

import static orchestrator.flow.step.Samples.ADD;
import static orchestrator.flow.step.Samples.START;
import static orchestrator.flow.step.Samples.TEXT;
import static orchestrator.flow.step.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.reflect.TypeToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import orchestrator.flow.error.FlowError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncTest {
  private static ExecutorService threads;

  @BeforeAll
  static void startThreads() {
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void aStepMayGiveItsValueLater() {
    Step later = later(v -> CompletableFuture.supplyAsync(() -> v + 1, threads));

    assertThat(Stepper.of(START, later, ADD, later, TEXT).run()).isEqualTo("9");
    assertThat(Stepper.of(START, later, ADD, later, TEXT).runAsync())
        .succeedsWithin(60, TimeUnit.SECONDS)
        .isEqualTo("9");
  }

  @Test
  void stepsOfAnyNumberOfParametersMayGiveLater() {
    Parameter<Integer> a = Parameter.of("a", Integer.class);
    Parameter<Integer> b = Parameter.of("b", Integer.class);
    Parameter<Integer> c = Parameter.of("c", Integer.class);
    Parameter<Integer> d = Parameter.of("d", Integer.class);
    TypeToken<List<Integer>> list = Samples.integers();

    assertThat(Stepper.of(Step.of("0").givesLater(list, () -> soon(List.of()))).run())
        .isEqualTo(List.of());
    assertThat(Stepper.of(Step.of("1", a).givesLater(list, x -> soon(List.of(x)))).run(1))
        .isEqualTo(List.of(1));
    assertThat(
            Stepper.of(Step.of("2", a, b).givesLater(list, (x, y) -> soon(List.of(x, y))))
                .run(1, 2))
        .isEqualTo(List.of(1, 2));
    assertThat(
            Stepper.of(Step.of("3", a, b, c).givesLater(list, (x, y, z) -> soon(List.of(x, y, z))))
                .run(1, 2, 3))
        .isEqualTo(List.of(1, 2, 3));
    assertThat(
            Stepper.of(
                    Step.of("4", a, b, c, d)
                        .givesLater(list, (w, x, y, z) -> soon(List.of(w, x, y, z))))
                .run(1, 2, 3, 4))
        .isEqualTo(List.of(1, 2, 3, 4));
    assertThat(
            Stepper.of(
                    Step.of("n", Signature.of(a)).givesLater(list, in -> soon(List.of(in.get(a)))))
                .run(1))
        .isEqualTo(List.of(1));
  }

  @Test
  void aRunGoesOnInTheThreadThatCompletesItsStage() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    Step mark =
        Step.of("mark", Parameter.of("v", Integer.class))
            .gives(
                Integer.class,
                v -> {
                  thread.set(Thread.currentThread());
                  return v;
                });

    CompletionStage<@Nullable Object> run = Stepper.of(START, later(v -> stage), mark).runAsync();
    assertThat(run).isNotCompleted();
    assertThat(thread.get()).isNull();

    stage.complete(5);
    assertThat(run).isCompletedWithValue(5);
    assertThat(thread.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void aHundredThousandStepsThatGiveLaterDoNotFillTheStack() {
    Step completed = later(AsyncTest::plusOne);
    Step minimal = later(v -> plusOne(v).minimalCompletionStage());
    Step other = later(v -> CompletableFuture.supplyAsync(() -> v + 1, threads));
    for (Step step : List.of(completed, minimal, other)) {
      List<Step> steps = new ArrayList<>(Collections.nCopies(100_000, step));

      assertThat(Stepper.of(Steps.of(steps)).runAsync(0))
          .succeedsWithin(60, TimeUnit.SECONDS)
          .isEqualTo(100_000);
    }
  }

  @Test
  void branchesAndLoopsWaitToo() {
    Step later = later(v -> CompletableFuture.supplyAsync(() -> v + 1, threads));
    Step choice =
        Step.choose(
            "choice",
            Branch.when("odd", Integer.class, v -> v % 2 == 1, later),
            Branch.otherwise(later, later));
    Step loop = Step.repeatWhile("loop", 100, Integer.class, v -> v < 50, choice);

    assertThat(Stepper.of(loop, TEXT).run(0)).isEqualTo("50");
  }

  @Test
  void whatGoesWrongComesOutOfTheStageAndNeverOfTheCall() {
    IllegalStateException thrown = new IllegalStateException("mine");
    Step throwing =
        Step.of("throwing", Parameter.of("v", Integer.class))
            .gives(
                Integer.class,
                v -> {
                  throw thrown;
                });

    assertThat(failureOf(Stepper.of(START, throwing).runAsync())).isSameAs(thrown);
    assertThat(failureOf(Stepper.of(START, failing(thrown)).runAsync())).isSameAs(thrown);
    assertThat(failureOf(Stepper.of(ADD).runAsync("x")))
        .hasMessageContaining("'v' of step 'add' at position 0");
  }

  @Test
  void theExceptionOfAStageComesOutAsItIs() {
    IllegalStateException thrown = new IllegalStateException("mine");
    Step dependent =
        later(
            v ->
                CompletableFuture.supplyAsync(
                    (Supplier<Integer>)
                        () -> {
                          throw thrown;
                        },
                    threads));
    for (Step step : List.of(failing(thrown), dependent)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> Stepper.of(START, step, TEXT).run())
          .isSameAs(thrown);
    }
  }

  @Test
  void aCheckedExceptionOfAStageIsTheCauseOfWhatRunThrows() {
    IOException thrown = new IOException("mine");

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> Stepper.of(START, failing(thrown)).run())
        .withCause(thrown);
    assertThat(failureOf(Stepper.of(START, failing(thrown)).runAsync())).isSameAs(thrown);
  }

  @Test
  void aCancelledStageEndsTheRun() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    CompletionStage<@Nullable Object> run = Stepper.of(START, later(v -> stage)).runAsync();

    stage.cancel(false);

    assertThat(failureOf(run)).isInstanceOf(CancellationException.class);
  }

  @Test
  void anErrorInALaterStepIsToldWithItsPlace() {
    Step nothing = later(v -> CompletableFuture.supplyAsync(() -> null, threads));

    assertRefused(
        FlowError.NO_DATA_FOR_EXECUTION_STEP,
        () -> Stepper.of(START, ADD, nothing, TEXT).run(),
        "step 'later' at position 2");
  }

  @Test
  void aThreadThatIsInterruptedStopsWaiting() throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                Stepper.of(START, later(v -> new CompletableFuture<>())).run();
              } catch (CancellationException e) {
                thrown.set(e);
              }
            });
    waiting.setDaemon(true);
    waiting.start();

    waiting.interrupt();
    waiting.join(60_000);

    assertThat(thrown.get()).hasMessageContaining("interrupted");
  }

  private static Step later(Function<Integer, CompletionStage<@Nullable Integer>> function) {
    return Step.of("later", Parameter.of("v", Integer.class)).givesLater(Integer.class, function);
  }

  private static Step failing(Throwable thrown) {
    return later(v -> CompletableFuture.failedFuture(thrown));
  }

  private static CompletableFuture<@Nullable Integer> plusOne(int v) {
    return CompletableFuture.completedFuture(v + 1);
  }

  private static <T> CompletionStage<T> soon(T value) {
    return CompletableFuture.supplyAsync(() -> value, threads);
  }

  /** What a stage that is about to be complete failed with, as its callbacks see it. */
  private static @Nullable Throwable failureOf(CompletionStage<@Nullable Object> run) {
    CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
    var unused = run.whenComplete((value, thrown) -> failure.complete(thrown));
    return failure.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
