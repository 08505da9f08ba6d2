package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Shows what has become of the files that are followed, read when somebody asks. */
public final class ReloadMetrics {
  private record Files(LongSupplier taken, BooleanSupplier inUse) {}

  private final Map<String, Files> watched = new ConcurrentHashMap<>();

  ReloadMetrics(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("orchestrator_files_taken_timestamp_seconds")
        .help("When what is in use of these files was read, in seconds since 1970.")
        .labelNames("files")
        .callback(
            gauge ->
                watched.forEach(
                    (what, files) -> gauge.call(files.taken.getAsLong() / 1000.0, what)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_files_in_use")
        .help("1 if these files are in use as they are now, 0 if they cannot be used.")
        .labelNames("files")
        .callback(
            gauge ->
                watched.forEach(
                    (what, files) -> gauge.call(files.inUse.getAsBoolean() ? 1 : 0, what)))
        .register(registry);
  }

  /**
   * Says where it is read.
   *
   * @param what names the files
   * @param millis when they were taken, since 1970
   */
  public void watch(String what, LongSupplier millis, BooleanSupplier inUse) {
    watched.put(what, new Files(millis, inUse));
  }
}
