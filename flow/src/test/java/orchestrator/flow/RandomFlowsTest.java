package orchestrator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.fixtures.RandomFlows;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RandomFlowsTest {
  private static final int SEEDS = 2_000;

  @Test
  void runsInMemoryComeToWhatANaiveRunComesTo() {
    Map<RunResult.Status, Integer> ends = new EnumMap<>(RunResult.Status.class);
    Service[] services = RandomFlows.services();
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomFlows random = RandomFlows.of(seed);
      try (FlowRunner runner = InMemoryFlows.of(List.of(random.flow()), services)) {
        for (long value = 0; value < 3; value++) {
          Run<Num> run = runner.start(random.flow(), "run" + value, Num.of(value));
          ends.merge(check(random, seed, value, run), 1, Integer::sum);
        }
      }
    }
    // A test in which all runs end in the same way would show little.
    assertThat(ends.values()).hasSize(3).allMatch(count -> count > SEEDS / 20);
  }

  @Test
  void threadsThatWorkOnOneRunAtTheSameTimeComeToTheSame() throws Exception {
    Service[] services = RandomFlows.services();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int seed = 0; seed < SEEDS / 4; seed++) {
        RandomFlows random = RandomFlows.of(seed);
        try (FlowRunner runner = InMemoryFlows.on(threads, List.of(random.flow()), services)) {
          for (long value = 0; value < 2; value++) {
            check(random, seed, value, runner.start(random.flow(), Num.of(value)));
          }
        }
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static RunResult.Status check(RandomFlows random, int seed, long value, Run<Num> run) {
    RunResult<Num> outcome = run.outcome().orTimeout(20, TimeUnit.SECONDS).join();
    try {
      random.expected(value).check(outcome, run.trail());
    } catch (AssertionError e) {
      throw new AssertionError(
          "seed %d, value %d, %s: %s".formatted(seed, value, random.flow(), e.getMessage()), e);
    }
    return outcome.status();
  }
}
