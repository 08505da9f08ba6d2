package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What waits for the writer of each channel, read when somebody asks. */
final class QueueGauges {
  private record Queue(IntSupplier calls, LongSupplier bytes) {}

  private final Map<String, Queue> queues = new ConcurrentHashMap<>();

  QueueGauges(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("orchestrator_queue_calls")
        .help("Writes that wait for the channel's writer.")
        .labelNames("channel")
        .callback(
            gauge -> queues.forEach((name, queue) -> gauge.call(queue.calls.getAsInt(), name)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_queue_bytes")
        .help("Sum of the requests of the writes that wait.")
        .labelNames("channel")
        .callback(
            gauge ->
                queues.forEach((name, queue) -> gauge.call((double) queue.bytes.getAsLong(), name)))
        .register(registry);
  }

  void watch(String channel, IntSupplier calls, LongSupplier bytes) {
    queues.put(channel, new Queue(calls, bytes));
  }
}
