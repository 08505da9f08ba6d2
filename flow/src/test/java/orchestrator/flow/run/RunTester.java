package orchestrator.flow.run;

import java.util.List;
import orchestrator.flow.Flow;
import orchestrator.flow.fixtures.Calls;
import orchestrator.flow.fixtures.Num;

/** Runs one flow of numbers once. */
final class RunTester {
  private RunTester() {}

  static Run<Num> run(Flow<Num, Num> flow, long value, Object... services) {
    try (FlowRunner runner = InMemoryFlows.of(List.of(flow), Calls.of(services))) {
      Run<Num> run = runner.start(flow, "run", Num.of(value));
      run.outcome().join();
      return run;
    }
  }

  /** What the flow gives. */
  static long result(Flow<Num, Num> flow, long value, Object... services) {
    return run(flow, value, services).outcome().join().orThrow().value();
  }

  /** Why the flow fails. */
  static String failure(Run<?> run) {
    RunResult<?> outcome = run.outcome().join();
    return outcome.status() + ": " + (outcome.fault() == null ? "" : outcome.fault().text());
  }
}
