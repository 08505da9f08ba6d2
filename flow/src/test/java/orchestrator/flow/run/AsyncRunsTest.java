package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import orchestrator.flow.Flow;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import orchestrator.flow.service.ServiceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs whose services answer later, in other threads, or never. */
class AsyncRunsTest {
  private static final int MANY = 10_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Service later(String name, int more) {
    return Service.named(name)
        .commandAsync(
            name,
            Num.class,
            number -> CompletableFuture.supplyAsync(() -> Num.of(number.value() + more), threads))
        .defaultCommand(name)
        .build();
  }

  @Test
  void answersComeInOtherThreads() {
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .then(Num.block("one"))
            .parallel("p")
            .branch("left", way -> way.then(Num.block("two")))
            .branch("right", way -> way.then(Num.block("three")))
            .join(Num.class, (left, right) -> Num.of(left.value() * 100 + right.value()))
            .build();
    try (FlowRunner runner =
        InMemoryFlows.of(List.of(flow), later("one", 1), later("two", 2), later("three", 3))) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(runner.start(flow, Num.of(1)).outcome().join().orThrow()).isEqualTo(Num.of(405));
      }
    }
  }

  @Test
  void aServiceThatFailsLaterFailsTheRun() {
    Service failing =
        Service.named("bad")
            .commandAsync(
                "bad",
                Num.class,
                number ->
                    CompletableFuture.<Num>supplyAsync(
                        () -> {
                          throw new IllegalStateException("odd");
                        },
                        threads))
            .defaultCommand("bad")
            .build();
    Flow<Num, Num> flow = Flow.named("f", Num.class).then(Num.block("bad")).build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), failing)) {
      assertThat(failure(runner.start(flow, Num.of(1)))).isEqualTo("FAILED: bad failed: odd");
    }
  }

  @Test
  void aServiceThatNeverAnswersHoldsNobodyElse() {
    Flow<Num, Num> never = Flow.named("never", Num.class).then(Num.block("never")).build();
    Flow<Num, Num> other = Flow.named("other", Num.class).then(Num.block("one")).build();
    Service silent =
        Service.named("never")
            .commandAsync("never", Num.class, number -> new CompletableFuture<Num>())
            .defaultCommand("never")
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(never, other), silent, later("one", 1))) {
      Run<Num> waiting = runner.start(never, Num.of(1));

      assertThat(runner.start(other, Num.of(1)).outcome().join().orThrow()).isEqualTo(Num.of(2));
      assertThat(waiting.outcome()).isNotDone();
    }
  }

  @Test
  void eightThreadsStartRunsOfOneRunner() throws Exception {
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .repeatWhile(
                "w", 9, number -> number.value() % 10 != 0, way -> way.then(Num.block("one")))
            .then(Num.block("ten"))
            .build();
    Service one = Service.of("one", Num.class, number -> Num.of(number.value() + 1));
    Service ten = Service.of("ten", Num.class, number -> Num.of(number.value() + 10));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    AtomicInteger next = new AtomicInteger();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), one, ten)) {
      for (int i = 0; i < 8; i++) {
        callers.execute(
            () -> {
              for (int id = next.getAndIncrement(); id < MANY; id = next.getAndIncrement()) {
                // Each id is started by two threads at once, or one after the other.
                long value = id / 2;
                Num given =
                    runner.start(flow, "run" + value, Num.of(value)).outcome().join().orThrow();
                if (given.value() != (value + 9) / 10 * 10 + 10) {
                  wrong.add(value + " gave " + given);
                }
              }
            });
      }
      callers.shutdown();
      assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(wrong).isEmpty();
    assertThat(next.get()).isGreaterThanOrEqualTo(MANY);
  }

  @Test
  @Tag("slow")
  void tenThousandRunsAtOnceFinishInBoundedMemory() {
    Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    ServiceBuilder held = Service.named("held");
    for (String command : List.of("a", "b")) {
      held.commandAsync(
          command,
          Num.class,
          number -> {
            CompletableFuture<Num> answer = new CompletableFuture<>();
            answers.add(() -> answer.complete(Num.of(number.value() + 1)));
            return answer;
          });
    }
    Flow<Num, Num> flow =
        Flow.named("f", Num.class)
            .then(Num.block("a").asks("held", "a"))
            .then(
                Num.block("b").asks("held", "b"),
                visit -> visit.timeout(java.time.Duration.ofMinutes(10)))
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), held.build())) {
      long before = usedMemory();
      List<Run<Num>> runs =
          IntStream.range(0, MANY).mapToObj(i -> runner.start(flow, Num.of(i))).toList();
      assertThat(answers).hasSize(MANY);
      long perRun = (usedMemory() - before) / MANY;
      for (Runnable next = answers.poll(); next != null; next = answers.poll()) {
        next.run();
      }

      assertThat(perRun).as("bytes a run that waits").isLessThan(10_000);
      for (int i = 0; i < MANY; i++) {
        assertThat(runs.get(i).outcome().join().orThrow().value()).isEqualTo(i + 2L);
      }
      assertThat((usedMemory() - before) / MANY)
          .as("bytes of a run that is over, with its handle")
          .isLessThan(5_000);
    }
  }

  private static long usedMemory() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
