package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Shows a value of each channel, which is read when somebody asks for the metrics. */
public final class ChannelGauge {
  private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

  /** Registers the gauge; it has no value yet. */
  public ChannelGauge(PrometheusRegistry registry, String name, String help) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("channel")
        .callback(
            gauge -> values.forEach((channel, value) -> gauge.call(value.getAsDouble(), channel)))
        .register(registry);
  }

  /** Says where the value of a channel is read. */
  public void watch(String channel, DoubleSupplier value) {
    values.put(channel, value);
  }
}
