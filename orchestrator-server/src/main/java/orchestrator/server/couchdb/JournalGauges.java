package orchestrator.server.couchdb;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Shows the journals of a state that is held elsewhere, read when somebody asks; none in other
 * modes.
 */
final class JournalGauges {
  private record Journal(IntSupplier lag, BooleanSupplier leads) {}

  private final Map<String, Journal> journals = new ConcurrentHashMap<>();

  JournalGauges(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("orchestrator_fold_lag_groups")
        .help("Committed groups whose rows are not documents of their own yet.")
        .labelNames("channel")
        .callback(
            gauge -> journals.forEach((name, journal) -> gauge.call(journal.lag.getAsInt(), name)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_leader")
        .help("1 if this server writes the channel, 0 if it stands by.")
        .labelNames("channel")
        .callback(
            gauge ->
                journals.forEach(
                    (name, journal) -> gauge.call(journal.leads.getAsBoolean() ? 1 : 0, name)))
        .register(registry);
  }

  void watch(String channel, IntSupplier lag, BooleanSupplier leads) {
    journals.put(channel, new Journal(lag, leads));
  }
}
