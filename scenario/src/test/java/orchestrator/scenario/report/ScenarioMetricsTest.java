package orchestrator.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.scenario.proxy.Phase;
import org.junit.jupiter.api.Test;

class ScenarioMetricsTest {
  private final AtomicBoolean running = new AtomicBoolean();
  private final ScenarioMetrics metrics =
      new ScenarioMetrics(() -> Map.of("alive", 3L, "dead", 1L), running::get);

  @Test
  void nothingIsShownAsNone() {
    assertThat(metrics.text().lines())
        .contains(
            "orchestrator_scenario_transactions_total{state=\"intended\"} 0.0",
            "orchestrator_scenario_transactions_total{state=\"committed\"} 0.0",
            "orchestrator_scenario_runs_total{how=\"completed\"} 0.0",
            "orchestrator_scenario_running 0.0",
            "orchestrator_scenario_nodes{state=\"alive\"} 3.0",
            "orchestrator_scenario_nodes{state=\"connecting\"} 0.0",
            "orchestrator_scenario_nodes{state=\"dead\"} 1.0");
  }

  @Test
  void runsAddUp() throws IOException {
    running.set(true);
    run("r1");
    run("r2");
    assertThat(metrics.text().lines())
        .contains(
            "orchestrator_scenario_transactions_total{state=\"intended\"} 6.0",
            "orchestrator_scenario_transactions_total{state=\"sent\"} 2.0",
            "orchestrator_scenario_transactions_total{state=\"committed\"} 2.0",
            "orchestrator_scenario_transactions_total{state=\"succeeded\"} 2.0",
            "orchestrator_scenario_transactions_total{state=\"failed\"} 4.0",
            "orchestrator_scenario_transaction_seconds_bucket{until=\"committed\",le=\"0.01\"} 2",
            "orchestrator_scenario_transaction_seconds_bucket{until=\"ended\",le=\"0.01\"} 0",
            "orchestrator_scenario_transaction_seconds_bucket{until=\"ended\",le=\"0.025\"} 2",
            "orchestrator_scenario_runs_total{how=\"stopped\"} 2.0",
            "orchestrator_scenario_running 1.0");
  }

  private void run(String run) throws IOException {
    try (RunReport report = RunReport.begin(Runs.header(run, 1, 1), Optional.empty(), () -> 0)) {
      RunRecorder recorder = metrics.counting(report);
      recorder.intended(0, 0, 0, 3);
      recorder.sent(0, 0, 0);
      recorder.reached(0, 0, Phase.COMMITTED, 0, Runs.millis(10));
      recorder.succeeded(0, 0, 0, Runs.millis(20), Runs.millis(20));
      recorder.failed(0, 0, 0, "No.", 2);
      recorder.remark(0, "Something.");
      recorder.ended(Runs.millis(1_000), "stopped");
      assertThat(report.totals().all().failed()).isEqualTo(2);
      assertThat(report.totals().seconds()).isEqualTo(1);
    }
  }
}
