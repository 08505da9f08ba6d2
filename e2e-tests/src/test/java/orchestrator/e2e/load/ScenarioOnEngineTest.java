package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.proto.Function;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.report.Figures;
import orchestrator.scenario.report.Measure;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.Stretch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario on the engine of this run. */
class ScenarioOnEngineTest {
  private static final String SETTINGS =
      """
      {"name": "small", "seed": 7, "repetitions": 2, "nodes": [
        {"name": "steady", "transactions": [{"delta": 0, "size": 100, "quantity": 10, "rate": 20}]},
        {"name": "bursts", "transactions": [
          {"delta": 0, "size": 10, "quantity": 5}, {"delta": 0.3, "size": 0, "quantity": 3}]},
        {"name": "large", "transactions": [{"delta": 0.1, "size": 500, "quantity": 4}]}]}
      """;

  @TempDir private Path folder;

  @Test
  void isCommittedWholeAndSeenByItsEvents() throws Exception {
    try (Engine engine = Engine.ofThisRun();
        ServerProcess server =
            ServerProcess.start(engine.settings(folder.resolve("data")).awaitingReadiness());
        ProxyTypes types = ProxyTypes.of(List.of())) {
      Proxies proxies = LocalRun.api(types, server, "120");
      Report report = LocalRun.toItsEnd(folder.resolve("reports"), proxies, 50, SETTINGS);

      assertThat(report.how()).isEqualTo("completed");
      assertThat(report.isPart()).isFalse();
      assertThat(report.totals().fault()).isEmpty();
      assertAll(report.totals().all(), 44);
      assertThat(report.totals().nodes())
          .extracting(node -> node.name() + " " + node.figures().committed())
          .containsExactly("steady 20", "bursts 16", "large 8");
      assertThat(report.steps())
          .extracting(step -> step.figures().committed())
          .containsExactly(20L, 10L, 6L, 8L);
      assertThat(report.stretches().stream().map(Stretch::figures).mapToLong(Figures::committed))
          .satisfies(
              seconds ->
                  assertThat(seconds.stream().mapToLong(Long::longValue).sum()).isEqualTo(44));
      assertThat(report.totals().all().time(Measure.COMMITTED)).isPresent();

      List<Function> stored = StoredFunctions.of(server, report.header().run());
      assertThat(stored).hasSize(44).extracting(Function::getName).doesNotHaveDuplicates();
      assertThat(stored)
          .filteredOn(
              function -> String.join("", function.getMetadataMap().values()).length() == 2 * 500)
          .hasSize(8);
    }
  }

  private static void assertAll(Figures figures, long count) {
    assertThat(figures.reasons()).isEmpty();
    assertThat(
            List.of(
                figures.intended(),
                figures.sent(),
                figures.answered(),
                figures.committed(),
                figures.succeeded()))
        .containsOnly(count);
    assertThat(figures.failed()).isZero();
  }
}
