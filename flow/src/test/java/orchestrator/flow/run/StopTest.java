package orchestrator.flow.run;

import static orchestrator.flow.run.RunTester.failure;
import static orchestrator.flow.run.RunTester.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import orchestrator.flow.Flow;
import orchestrator.flow.FlowBuilder;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** A handler or a service gives nothing to go on with. */
class StopTest {
  private final Calls calls = new Calls();
  private final Service a = calls.service("a", value -> value + 1);
  private final Service b = calls.service("b", value -> value + 1);
  private final Service undo = calls.service("undo", value -> value);
  private final Service silent = calls.silent("silent");

  private static FlowBuilder<Num, Num> flow() {
    return Flow.named("f", Num.class);
  }

  @Test
  void aPreHandlerThatGivesNothingStopsTheRunAndNothingIsUndone() {
    Flow<Num, Num> flow =
        flow()
            .then(Num.block("a"), visit -> visit.undoneBy(Num.block("undo")))
            .then(Num.block("b"), visit -> visit.before(message -> null))
            .build();
    Run<Num> run = run(flow, 0, a, b, undo);

    assertThat(failure(run))
        .isEqualTo("STOPPED: what follows a failed: there was nothing to go on with");
    assertThat(run.trail()).containsExactly("a");
    assertThat(calls.all()).containsExactly("a(0)");
    assertThat(run.outcome().join().result()).isEmpty();
    assertThatThrownBy(() -> run.outcome().join().orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("what follows a failed: there was nothing to go on with");
  }

  @Test
  void aFirstPreHandlerThatGivesNothingStopsTheRunAtItsStart() {
    Flow<Num, Num> flow =
        flow().then(Num.block("a"), visit -> visit.before(message -> null)).build();

    assertThat(failure(run(flow, 0, a)))
        .isEqualTo("STOPPED: the start failed: there was nothing to go on with");
  }

  @Test
  void aServiceThatGivesNothingStopsTheRunThere() {
    Flow<Num, Num> flow = flow().then(Num.block("silent")).then(Num.block("a")).build();
    Run<Num> run = run(flow, 0, a, silent);

    assertThat(failure(run)).isEqualTo("STOPPED: silent failed: there was nothing to go on with");
    assertThat(run.trail()).containsExactly("silent");
    assertThat(calls.all()).containsExactly("silent(0)");
  }

  @Test
  void aStopInABranchStopsTheRun() {
    Flow<Num, Num> byService =
        flow()
            .parallel("p")
            .branch("left", way -> way.then(Num.block("silent")))
            .branch("right", way -> way.then(Num.block("a")).then(Num.block("b")))
            .join(Num.class, (left, right) -> left)
            .build();
    Flow<Num, Num> byHandler =
        flow()
            .parallel("p")
            .branch("left", way -> way.then(Num.block("b")))
            .branch("right", way -> way.then(Num.block("a"), v -> v.before(message -> null)))
            .join(Num.class, (left, right) -> left)
            .build();

    assertThat(failure(run(byService, 0, a, b, silent))).startsWith("STOPPED: silent");
    assertThat(failure(run(byHandler, 0, a, b))).startsWith("STOPPED: the start");
    assertThat(calls.all()).doesNotContain("b(1)");
  }

  @Test
  void theIdOfAStoppedForkIsFreeAgain() {
    Flow<Num, Num> flow =
        flow()
            .parallel("p")
            .branch("left", way -> way.thenWhen(number -> number.value() == 0, Num.block("silent")))
            .branch("right", way -> way.then(Num.block("a")))
            .join(Num.class, (left, right) -> right)
            .build();
    try (FlowRunner runner = InMemoryFlows.of(java.util.List.of(flow), a, silent)) {
      assertThat(runner.start(flow, "same", Num.of(0)).outcome().join().status())
          .isEqualTo(RunResult.Status.STOPPED);
      assertThat(runner.start(flow, "same", Num.of(5)).outcome().join().orThrow())
          .isEqualTo(Num.of(6));
    }
  }
}
