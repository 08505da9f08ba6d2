package orchestrator.scenario.report;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import orchestrator.scenario.proxy.Phase;

/**
 * Counts what all runs of a service do, for {@code /metrics}. What is counted never becomes less,
 * and has no labels of nodes, which may be thousands. Safe for many threads.
 */
public final class ScenarioMetrics {
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };
  private static final List<String> NODE_STATES = List.of("alive", "connecting", "dead");
  private static final double SECOND = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter transactions;
  private final Counter runs;
  private final CounterDataPoint intended;
  private final CounterDataPoint sent;
  private final CounterDataPoint succeeded;
  private final CounterDataPoint failed;
  private final Map<Phase, CounterDataPoint> reached = new EnumMap<>(Phase.class);
  private final Map<Measure, DistributionDataPoint> times = new EnumMap<>(Measure.class);

  /**
   * Has counted nothing.
   *
   * @param nodes how many nodes there are in each state: {@code alive}, {@code connecting}, {@code
   *     dead}
   * @param isRunning whether a scenario runs now
   */
  public ScenarioMetrics(Supplier<Map<String, Long>> nodes, BooleanSupplier isRunning) {
    transactions =
        Counter.builder()
            .name("orchestrator_scenario_transactions_total")
            .help("Transactions that have come so far.")
            .labelNames("state")
            .register(registry);
    runs =
        Counter.builder()
            .name("orchestrator_scenario_runs_total")
            .help("Runs that have ended.")
            .labelNames("how")
            .register(registry);
    Histogram histogram =
        Histogram.builder()
            .name("orchestrator_scenario_transaction_seconds")
            .help("Time since a transaction was due; service: since it was sent, to its end.")
            .labelNames("until")
            .classicUpperBounds(SECONDS)
            .classicOnly()
            .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_scenario_nodes")
        .help("Nodes that have registered.")
        .labelNames("state")
        .callback(
            gauge -> {
              Map<String, Long> counts = nodes.get();
              NODE_STATES.forEach(state -> gauge.call(counts.getOrDefault(state, 0L), state));
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_scenario_running")
        .help("1 while a scenario runs, 0 otherwise.")
        .callback(gauge -> gauge.call(isRunning.getAsBoolean() ? 1 : 0))
        .register(registry);
    JvmMetrics.builder().register(registry);
    intended = transactions.labelValues("intended");
    sent = transactions.labelValues("sent");
    succeeded = transactions.labelValues("succeeded");
    failed = transactions.labelValues("failed");
    for (Phase phase : Phase.values()) {
      reached.put(phase, transactions.labelValues(phase.word()));
    }
    for (Measure measure : Measure.values()) {
      times.put(measure, histogram.labelValues(measure.word()));
    }
    for (String how : List.of("completed", "stopped")) {
      runs.initLabelValues(how);
    }
  }

  /** Counts what a recorder is told, and tells it. */
  public RunRecorder counting(RunRecorder recorder) {
    return new Counting(recorder);
  }

  /** All that is shown now, in the text format of Prometheus. */
  public String text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private void observe(Measure measure, long nanos) {
    DistributionDataPoint time = times.get(measure);
    if (time != null) {
      time.observe(Math.max(0, nanos) / SECOND);
    }
  }

  private final class Counting implements RunRecorder {
    private final RunRecorder recorder;

    Counting(RunRecorder recorder) {
      this.recorder = recorder;
    }

    @Override
    public void intended(int entry, int step, long at, long count) {
      recorder.intended(entry, step, at, count);
      intended.inc(count);
    }

    @Override
    public void sent(int entry, int step, long at) {
      recorder.sent(entry, step, at);
      sent.inc();
    }

    @Override
    public void reached(int entry, int step, Phase phase, long at, long latency) {
      recorder.reached(entry, step, phase, at, latency);
      CounterDataPoint counter = reached.get(phase);
      if (counter != null) {
        counter.inc();
      }
      observe(Measure.of(phase), latency);
    }

    @Override
    public void succeeded(int entry, int step, long at, long latency, long service) {
      recorder.succeeded(entry, step, at, latency, service);
      succeeded.inc();
      observe(Measure.ENDED, latency);
      observe(Measure.SERVICE, service);
    }

    @Override
    public void failed(int entry, int step, long at, String reason, long count) {
      recorder.failed(entry, step, at, reason, count);
      failed.inc(count);
    }

    @Override
    public void remark(long at, String text) {
      recorder.remark(at, text);
    }

    @Override
    public void ended(long at, String how) {
      recorder.ended(at, how);
      runs.labelValues(how).inc();
    }
  }
}
