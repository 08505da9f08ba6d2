package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

class InMemoryFlowsTest {
  private final Calls calls = new Calls();
  private final Service a = calls.service("a", value -> value + 1);
  private final Service b = calls.service("b", value -> value * 10);

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  private static Flow<Num, Num> one(String block) {
    return flow().then(Num.block(block)).build();
  }

  private static Service never() {
    return Service.named("never")
        .commandAsync("never", Num.class, number -> new CompletableFuture<Num>())
        .defaultCommand("never")
        .build();
  }

  @Test
  void onOneThreadMessagesGoFirstInFirstOutAsInTheWorkedExample() throws Exception {
    List<Flow<Num, Num>> tasks =
        List.of(task("Task1", 1, 2, 3), task("Task2", 2, 4, 1), task("TaskN", 3, 2, 4));
    Service[] services = calls.services("1", "2", "3", "4");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    CountDownLatch allStarted = new CountDownLatch(1);
    try (FlowRunner runner = InMemoryFlows.on(thread, tasks, services)) {
      thread.execute(() -> await(allStarted));
      List<Run<Num>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(runner.start(tasks.get(i), Num.of(i)));
      }
      allStarted.countDown();
      runs.forEach(run -> run.outcome().join());

      assertThat(calls.all())
          .containsExactly("1(0)", "2(1)", "3(2)", "2(0)", "4(1)", "2(2)", "3(0)", "1(1)", "4(2)");
      assertThat(runs)
          .extracting(Run::trail)
          .containsExactly(List.of("1", "2", "3"), List.of("2", "4", "1"), List.of("3", "2", "4"));
    } finally {
      thread.shutdownNow();
      assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Flow<Num, Num> task(String name, int... services) {
    FlowBuilder<Num, Num> flow = Flow.named(name, Num.class);
    for (int service : services) {
      flow.then(Num.block(Integer.toString(service)));
    }
    return flow.build();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRunGoesOnInTheThreadThatStartsIt() {
    List<Thread> threads = new ArrayList<>();
    Service here =
        Service.of(
            "here",
            Num.class,
            number -> {
              threads.add(Thread.currentThread());
              return number;
            });
    Flow<Num, Num> flow = one("here");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), here)) {
      assertThat(runner.start(flow, Num.of(1)).outcome()).isDone();
    }
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aServiceMayStartAnotherRunAndWaitForItsEnd() {
    Flow<Num, Num> inner = Flow.named("inner", Num.class).then(Num.block("a")).build();
    Flow<Num, Num> outer =
        Flow.named("outer", Num.class).then(Num.block("nest")).then(Num.block("b")).build();
    FlowRunner[] runner = new FlowRunner[1];
    Service nest =
        Service.of(
            "nest", Num.class, number -> runner[0].start(inner, number).outcome().join().orThrow());
    try (FlowRunner opened = InMemoryFlows.of(List.of(inner, outer), a, b, nest)) {
      runner[0] = opened;
      assertThat(opened.start(outer, Num.of(1)).outcome().join().orThrow()).isEqualTo(Num.of(20));
    }
  }

  @Test
  void toStartTwiceWithOneIdIsToStartOnce() {
    Flow<Num, Num> flow = flow().then(Num.block("a")).then(Num.block("never")).build();
    Flow<Num, Num> other = Flow.named("other", Num.class).then(Num.block("a")).build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow, other), a, never())) {
      Run<Num> first = runner.start(flow, "same", Num.of(1));
      Run<Num> second = runner.start(flow, "same", Num.of(2));

      assertThat(second).isSameAs(first);
      assertThat(first.id()).isEqualTo("same");
      assertThat(calls.all()).containsExactly("a(1)");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> runner.start(other, "same", Num.of(2)))
          .withMessage("the run 'same' is one of the flow 'f', not of 'other'");
    }
  }

  @Test
  void anIdIsFreeAgainWhenItsRunIsOver() {
    Flow<Num, Num> flow = one("a");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a)) {
      assertThat(runner.start(flow, "same", Num.of(1)).outcome().join().orThrow().value())
          .isEqualTo(2);
      assertThat(runner.start(flow, "same", Num.of(5)).outcome().join().orThrow().value())
          .isEqualTo(6);
    }
  }

  @Test
  void runsWithoutAnIdHaveOneOfTheirOwn() {
    Flow<Num, Num> flow = one("a");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a)) {
      assertThat(runner.start(flow, Num.of(1)).id())
          .isNotEqualTo(runner.start(flow, Num.of(1)).id());
    }
  }

  @Test
  void anIdThatIsNoneAndAFlowThatIsNotThereAreRefused() {
    Flow<Num, Num> flow = one("a");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a)) {
      for (String id : List.of("", " ", "a/b", "x".repeat(101))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> runner.start(flow, id, Num.of(1)))
            .withMessage("a run's id must have 1 to 100 characters and no /");
      }
      Flow<Num, Num> sameName = one("a");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> runner.start(sameName, Num.of(1)))
          .withMessage("the flow 'f' is not one of this runner, which has [f]");
      assertThat(runner.start(flow, "x".repeat(100), Num.of(1)).outcome()).isDone();
    }
  }

  @Test
  void whatCannotRunIsRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryFlows.of(List.of(one("x")), a))
        .withMessage("flow 'f': the block 'x' asks the service 'x', which is not there");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InMemoryFlows.of(
                    List.of(flow().then(Num.block("a"), v -> v.undoneBy(Num.block("x"))).build()),
                    a))
        .withMessage("flow 'f': the block '~a' asks the service 'x', which is not there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InMemoryFlows.of(List.of(one("a")), a, a))
        .withMessage("two services have the name 'a'");
    assertThatThrownBy(() -> InMemoryFlows.of(List.of(one("a"), one("a")), a))
        .hasMessage("two flows have the name 'f'");
  }

  @Test
  void blocksThatSendByThemselvesAreRefusedAlsoThoseThatUndo() {
    String sentence =
        "flow 'f': the block '%s' sends by itself, so that only an Orchestrator can use it";
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InMemoryFlows.of(
                    List.of(flow().then(Num.block("a").sends(any -> null)).build()), a))
        .withMessage(sentence, "a");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InMemoryFlows.of(
                    List.of(
                        flow()
                            .then(
                                Num.block("a"), v -> v.undoneBy(Num.block("u").sends(any -> null)))
                            .build()),
                    a))
        .withMessage(sentence, "~a");
  }

  @Test
  void anErrorOfAServiceFailsItsRunAndNoOther() {
    Service assertion =
        calls.service(
            "assertion",
            value -> {
              throw new AssertionError("not so");
            });
    Service deep = calls.service("deep", value -> recursion(value));

    assertThat(failure(run(one("assertion"), 1, assertion)))
        .isEqualTo("FAILED: assertion failed: not so");
    assertThat(failure(run(one("deep"), 1, deep)))
        .isEqualTo("FAILED: deep failed: StackOverflowError");
  }

  private static long recursion(long value) {
    return value < 0 ? 0 : recursion(value + 1) + 1;
  }

  @Test
  void anErrorInTheFlowItselfIsToldToWhoeverWaits() {
    AssertionError error = new AssertionError("not so");
    Flow<Num, Num> flow =
        flow()
            .then(
                Num.block("a"),
                visit ->
                    visit.before(
                        message -> {
                          throw error;
                        }))
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a)) {
      assertThatThrownBy(() -> runner.start(flow, "same", Num.of(1)).outcome().join())
          .hasCause(error);
      assertThatThrownBy(() -> runner.start(flow, "same", Num.of(1)).outcome().join())
          .as("its id is free again")
          .hasCause(error);
    }
  }

  @Test
  void whoeverWaitsIsToldThatTheRunnerWasClosed() {
    Flow<Num, Num> flow = one("never");
    InMemoryFlows runner = InMemoryFlows.of(List.of(flow), never());
    Run<Num> run = runner.start(flow, Num.of(1));
    runner.close();

    assertThatThrownBy(() -> run.outcome().join())
        .hasRootCauseMessage("the runner was closed before the run was over");
    assertThatThrownBy(() -> runner.start(flow, "late", Num.of(1)))
        .hasMessage("the runner is closed; run 'late' cannot start");
    runner.close();
  }

  @Test
  void aRunThatNobodyCarriesOnIsGivenUp() {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    thread.shutdownNow();
    Flow<Num, Num> flow = one("a");
    try (FlowRunner runner = InMemoryFlows.on(thread, List.of(flow), a)) {
      assertThatThrownBy(() -> runner.start(flow, Num.of(1)).outcome().join())
          .hasRootCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void theFutureOfAnOutcomeIsTheCallersOwn() {
    Flow<Num, Num> flow = one("never");
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), never())) {
      Run<Num> run = runner.start(flow, Num.of(1));
      assertThat(run.outcome().complete(RunResult.finished(Num.of(0)))).isTrue();

      assertThat(run.outcome()).isNotDone();
    }
  }
}
