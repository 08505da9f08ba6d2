package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import orchestrator.server.logging.Logging;

/** Shows what an operator should know of the log and of the clock, read when asked for. */
final class ServerGauges {
  private final Map<String, DoubleSupplier> leads = new ConcurrentHashMap<>();

  ServerGauges(PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("orchestrator_log_lines_left_out_total")
        .help("Warnings and errors that were not written since others of their kind had just come.")
        .callback(counter -> counter.call((double) Logging.leftOut()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_log_ahead_seconds")
        .help("How far the date of the channel's last event is ahead of this machine's clock.")
        .labelNames("channel")
        .callback(gauge -> leads.forEach((name, lead) -> gauge.call(lead.getAsDouble(), name)))
        .register(registry);
  }

  void watchClock(String channel, DoubleSupplier lead) {
    leads.put(channel, lead);
  }
}
