package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import orchestrator.flow.Fault;
import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

class CancelTest {
  private final Calls calls = new Calls();
  private final Service a = calls.service("a", value -> value + 1);
  private final Service undo = calls.service("undo", value -> value);
  private final CompletableFuture<Num> answer = new CompletableFuture<>();
  private final Service slow =
      Service.named("slow")
          .commandAsync("slow", Num.class, number -> answer)
          .defaultCommand("slow")
          .build();

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  @Test
  void theVisitUnderWayCountsAsFailedAndWhatWasDoneIsUndone() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("slow"), visit -> visit.undoneBy(Num.block("undo")))
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a, slow, undo)) {
      Run<Num> run = runner.start(flow, Num.of(0));
      run.cancel("no longer wanted");

      assertThat(failure(run)).isEqualTo("FAILED: slow failed: no longer wanted");
      assertThat(run.outcome().join().fault().kind()).isEqualTo(Fault.Kind.CANCELED);
      assertThat(run.trail()).containsExactly("a", "slow", "~a");
      answer.complete(Num.of(5));
      assertThat(run.trail()).hasSize(3);
    }
  }

  @Test
  void aRunThatIsOverStaysAsItIs() {
    Flow<Num, Num> flow = flow().then(Num.block("a")).build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a)) {
      Run<Num> run = runner.start(flow, Num.of(0));
      run.cancel("too late");

      assertThat(run.outcome().join().isFinished()).isTrue();
    }
  }

  @Test
  void aRunIsCancelledBeforeItHasBegun() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Flow<Num, Num> flow = flow().then(Num.block("a")).build();
    try (FlowRunner runner = InMemoryFlows.on(tasks::add, List.of(flow), a)) {
      Run<Num> run = runner.start(flow, Num.of(0));
      run.cancel("too early");
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        next.run();
      }

      assertThat(failure(run)).isEqualTo("FAILED: a failed: too early");
    }
  }

  @Test
  void aRunIsCancelledWhileNothingIsOpen() {
    FlowRunner[] runner = new FlowRunner[1];
    List<Run<Num>> runs = new java.util.ArrayList<>();
    Queue<Runnable> tasks = new ArrayDeque<>();
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(
                Num.block("slow"),
                visit ->
                    visit.before(
                        message -> {
                          // Between two visits: the first has answered, the second is not sent.
                          runs.get(0).cancel("in between");
                          return message;
                        }))
            .build();
    runner[0] = InMemoryFlows.on(tasks::add, List.of(flow), a, slow, undo);
    try (FlowRunner opened = runner[0]) {
      runs.add(opened.start(flow, Num.of(0)));
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        next.run();
      }

      assertThat(failure(runs.get(0))).isEqualTo("FAILED: slow failed: in between");
      assertThat(runs.get(0).trail()).containsExactly("a", "slow", "~a");
    }
  }

  @Test
  void whatUndoesIsNotCancelled() {
    CompletableFuture<Num> undone = new CompletableFuture<>();
    Service slowUndo =
        Service.named("undo")
            .commandAsync("undo", Num.class, number -> undone)
            .defaultCommand("undo")
            .build();
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("slow"))
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a, slow, slowUndo)) {
      Run<Num> run = runner.start(flow, Num.of(0));
      run.cancel("one");
      run.cancel("two");
      assertThat(run.outcome()).isNotDone();
      undone.complete(Num.of(0));

      assertThat(failure(run)).isEqualTo("FAILED: slow failed: one");
    }
  }

  @Test
  void tenThousandBranchesAreCancelledTogether() {
    List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "n" + i).toList();
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .parallel("p")
            .each(names, (name, way) -> way.then(Num.block(name).asks("slow")))
            .join(Num.class, all -> all.get(0))
            .build();
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), a, slow, undo)) {
      Run<Num> run = runner.start(flow, Num.of(0));
      assertThat(run.trail()).containsExactly("a");
      run.cancel("enough");

      assertThat(failure(run)).startsWith("FAILED: n0 failed: enough; n1 failed: enough");
      assertThat(run.trail()).hasSize(10_002).endsWith("n9999", "~a");
    }
  }
}
