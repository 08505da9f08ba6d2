package orchestrator.server.ledger;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import orchestrator.server.metrics.Seconds;

/** Registers and feeds the metrics of a ledger, which have no values in other modes. */
public final class LedgerMetrics {
  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  /** What a call asks of the peers. */
  public enum Step {
    EVALUATE,
    ENDORSE,
    SUBMIT,
    COMMIT
  }

  private record Peer(String channel, String organization) {}

  private final Histogram steps;
  private final Counter conflicts;
  private final Counter retries;
  private final Map<Peer, LongSupplier> heights = new ConcurrentHashMap<>();

  LedgerMetrics(PrometheusRegistry registry) {
    steps =
        Histogram.builder()
            .name("orchestrator_ledger_step_seconds")
            .help("Time that each step of a call on the ledger takes, failed ones too.")
            .labelNames("channel", "step")
            .classicUpperBounds(SECONDS)
            .classicOnly()
            .register(registry);
    conflicts =
        Counter.builder()
            .name("orchestrator_ledger_conflicts_total")
            .help("Transactions that lost a conflict, by what the peers call it.")
            .labelNames("channel", "code")
            .register(registry);
    retries =
        Counter.builder()
            .name("orchestrator_ledger_retries_total")
            .help("Transactions that were run again.")
            .labelNames("channel")
            .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_ledger_block_height")
        .help("Blocks that an organization's peer has shown.")
        .labelNames("channel", "organization")
        .callback(
            gauge ->
                heights.forEach(
                    (peer, height) ->
                        gauge.call((double) height.getAsLong(), peer.channel, peer.organization)))
        .register(registry);
  }

  /** A step has ended, well or not. */
  public void took(String channel, Step step, long nanos) {
    steps.labelValues(channel, step.name().toLowerCase(Locale.ROOT)).observe(Seconds.of(nanos));
  }

  /** A transaction has lost a conflict. */
  public void conflict(String channel, String code) {
    conflicts.labelValues(channel, code).inc();
  }

  /** A transaction is run again. */
  public void retry(String channel) {
    retries.labelValues(channel).inc();
  }

  /** Says where the height of a peer is read, each time that somebody asks for the metrics. */
  public void watchHeight(String channel, String organization, LongSupplier height) {
    heights.put(new Peer(channel, organization), height);
  }
}
