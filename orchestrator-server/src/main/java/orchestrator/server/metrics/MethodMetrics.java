package orchestrator.server.metrics;

import io.grpc.Status;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Holds the time series of one method, by status: looked up once, since calls are many. */
final class MethodMetrics {
  private final String method;
  private final Histogram calls;
  private final AtomicReferenceArray<DistributionDataPoint> byStatus =
      new AtomicReferenceArray<>(Status.Code.values().length);

  MethodMetrics(String method, Histogram calls) {
    this.method = method;
    this.calls = calls;
  }

  void call(Status.Code status, long nanos) {
    DistributionDataPoint series = byStatus.get(status.value());
    if (series == null) {
      series = calls.labelValues(method, status.name());
      byStatus.set(status.value(), series);
    }
    series.observe(Seconds.of(nanos));
  }
}
