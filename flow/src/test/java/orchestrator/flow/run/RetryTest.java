package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.result;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.Retry;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** Tries and time-outs of visits in memory. */
class RetryTest {
  /** Three tries, a millisecond apart. */
  static final Retry AT_ONCE = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(1));

  private static final Duration SOON = Duration.ofMillis(20);

  private final Calls calls = new Calls();
  private final Service a = calls.service("a", value -> value + 1);
  private final Service undo = calls.service("undo", value -> value);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private Service flaky(int failures) {
    AtomicInteger tries = new AtomicInteger();
    return calls.service(
        "flaky",
        value -> {
          if (tries.incrementAndGet() <= failures) {
            throw new IllegalStateException("try " + tries);
          }
          return value;
        });
  }

  @Test
  void aVisitIsTriedOnceUnlessItSaysOtherwise() {
    assertThat(failure(run(flow().then(Num.block("flaky")).build(), 1, flaky(1))))
        .isEqualTo("FAILED: flaky failed: try 1");
    assertThat(calls.all()).hasSize(1);
  }

  @Test
  void aVisitThatMayBeTriedThreeTimesSucceedsAtTheThird() {
    Flow<Num, Num> flow = flow().then(Num.block("flaky"), visit -> visit.retry(AT_ONCE)).build();

    assertThat(result(flow, 1, flaky(2))).isEqualTo(1);
    assertThat(calls.all()).containsExactly("flaky(1)", "flaky(1)", "flaky(1)");
  }

  @Test
  void theLastTryTellsWhyItFailed() {
    Flow<Num, Num> flow = flow().then(Num.block("flaky"), visit -> visit.retry(AT_ONCE)).build();
    Run<Num> run = run(flow, 1, flaky(3));

    assertThat(failure(run)).isEqualTo("FAILED: flaky failed: try 3");
    assertThat(run.trail()).containsExactly("flaky");
  }

  @Test
  void triesAreNotTakenAlongToTheNextVisit() {
    Flow<Num, Num> flow =
        flow().then(Num.block("a"), visit -> visit.retry(AT_ONCE)).then(Num.block("flaky")).build();

    assertThat(failure(run(flow, 1, a, flaky(1)))).isEqualTo("FAILED: flaky failed: try 1");
  }

  @Test
  void aVisitWithoutAnAnswerInTimeFailsAndTheLateAnswerIsDropped() {
    CompletableFuture<Num> answer = new CompletableFuture<>();
    Service slow =
        Service.named("slow")
            .commandAsync("slow", Num.class, number -> answer)
            .defaultCommand("slow")
            .build();
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("slow"), visit -> visit.timeout(SOON).undoneBy(Num.block("undo")))
            .then(Num.block("last"))
            .build();
    try (FlowRunner runner =
        InMemoryFlows.of(List.of(flow), a, slow, undo, calls.service("last", v -> v))) {
      Run<Num> run = runner.start(flow, Num.of(0));

      assertThat(failure(run)).isEqualTo("FAILED: slow failed: there was no answer within 20 ms");
      answer.complete(Num.of(5));
      assertThat(run.trail()).containsExactly("a", "slow", "~a");
      assertThat(calls.all()).containsExactly("a(0)", "undo(1)");
    }
  }

  @Test
  void aVisitThatAnswersInTimeIsNotTouchedByItsTimeout() {
    Flow<Num, Num> flow =
        flow().then(Num.block("a"), visit -> visit.timeout(Duration.ofMinutes(10))).build();

    assertThat(result(flow, 0, a)).isEqualTo(1);
  }

  @Test
  void theTimeoutIsForAllTriesTogetherAndNoneIsMadeBehindIt() throws InterruptedException {
    Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    Flow<Num, Num> flow =
        flow().then(Num.block("bad"), visit -> visit.timeout(SOON).retry(AT_ONCE)).build();
    try (FlowRunner runner = InMemoryFlows.on(tasks::add, List.of(flow), calls.failing("bad"))) {
      Run<Num> run = runner.start(flow, Num.of(0));
      drain(tasks);
      Runnable again = nextTask(tasks);

      assertThat(failure(run)).isEqualTo("FAILED: bad failed: there was no answer within 20 ms");
      again.run();
      drain(tasks);
    }
    assertThat(calls.all()).containsExactly("bad(0)");
  }

  @Test
  void noTryIsMadeOnceTheRunWasCancelled() throws InterruptedException {
    Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    Flow<Num, Num> flow = flow().then(Num.block("bad"), visit -> visit.retry(AT_ONCE)).build();
    try (FlowRunner runner = InMemoryFlows.on(tasks::add, List.of(flow), calls.failing("bad"))) {
      Run<Num> run = runner.start(flow, Num.of(0));
      drain(tasks);
      Runnable again = nextTask(tasks);
      run.cancel("enough");
      again.run();
      drain(tasks);

      assertThat(failure(run)).isEqualTo("FAILED: bad failed: enough");
    }
    assertThat(calls.all()).containsExactly("bad(0)");
  }

  @Test
  void aLateAnswerToARunThatIsOverIsNoneForAnotherOneOfItsId() {
    Queue<CompletableFuture<Num>> answers = new ArrayDeque<>();
    Service slow =
        Service.named("slow")
            .commandAsync(
                "slow",
                Num.class,
                number -> {
                  CompletableFuture<Num> answer = new CompletableFuture<>();
                  answers.add(answer);
                  return answer;
                })
            .defaultCommand("slow")
            .build();
    Flow<Num, Num> flow = flow().then(Num.block("slow")).build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), slow)) {
      Run<Num> first = runner.start(flow, "same", Num.of(1));
      first.cancel("enough");
      assertThat(failure(first)).isEqualTo("FAILED: slow failed: enough");
      Run<Num> second = runner.start(flow, "same", Num.of(2));

      answers.remove().complete(Num.of(-1));
      assertThat(second.outcome()).isNotDone();
      answers.remove().complete(Num.of(20));
      assertThat(second.outcome().join().orThrow()).isEqualTo(Num.of(20));
    }
  }

  private static void drain(Queue<Runnable> tasks) {
    for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
      next.run();
    }
  }

  private static Runnable nextTask(Queue<Runnable> tasks) throws InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      Runnable next = tasks.poll();
      if (next != null) {
        return next;
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    throw new AssertionError("there was no second try");
  }
}
