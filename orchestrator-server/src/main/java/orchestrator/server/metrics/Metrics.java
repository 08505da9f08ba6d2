package orchestrator.server.metrics;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.grpc.Status;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Holds the instruments of one server, in a registry of their own. Every method may be called by
 * any thread.
 */
@Singleton
public final class Metrics {
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final double[] CALLS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** Those of the JVM are made when they are first asked for: they would slow each start down. */
  private final Supplier<PrometheusRegistry> shown =
      Suppliers.memoize(
          () -> {
            JvmMetrics.builder().register(registry);
            return registry;
          });

  private final Histogram calls;
  private final Histogram commits;
  private final Histogram groups;
  private final Counter rejected;
  private final Gauge subscribers;
  private final Counter sent;
  private final ChannelGauge queuedCalls =
      new ChannelGauge(
          registry, "orchestrator_queue_calls", "Writes that wait for the channel's writer.");
  private final ChannelGauge queuedBytes =
      new ChannelGauge(
          registry, "orchestrator_queue_bytes", "Sum of the requests of the writes that wait.");
  private final TransportMetrics transport = new TransportMetrics(registry);
  private final ServerGauges server = new ServerGauges(registry);
  private final TlsMetrics tls = new TlsMetrics(registry);
  private final ReloadMetrics reloads = new ReloadMetrics(registry);
  private final Map<String, MethodMetrics> methods = new ConcurrentHashMap<>();
  private final Map<String, ChannelMetrics> channels = new ConcurrentHashMap<>();

  /** Registers every instrument. */
  @Inject
  public Metrics() {
    calls =
        Histogram.builder()
            .name("orchestrator_grpc_calls_seconds")
            .help("Time from a call's arrival to its answer.")
            .labelNames("method", "status")
            .classicUpperBounds(SECONDS)
            .classicOnly()
            .register(registry);
    commits =
        Histogram.builder()
            .name("orchestrator_commit_seconds")
            .help("Time that the storage takes to make a group of calls durable.")
            .labelNames("channel")
            .classicUpperBounds(SECONDS)
            .classicOnly()
            .register(registry);
    groups =
        Histogram.builder()
            .name("orchestrator_commit_group_calls")
            .help("Calls that one commit makes durable.")
            .labelNames("channel")
            .classicUpperBounds(CALLS)
            .classicOnly()
            .register(registry);
    rejected =
        Counter.builder()
            .name("orchestrator_queue_rejected_total")
            .help("Writes that were refused because too many waited.")
            .labelNames("channel")
            .register(registry);
    subscribers =
        Gauge.builder()
            .name("orchestrator_event_subscribers")
            .help("Open event streams.")
            .labelNames("channel")
            .register(registry);
    sent =
        Counter.builder()
            .name("orchestrator_events_sent_total")
            .help("Events handed to subscribers, once for each.")
            .labelNames("channel")
            .register(registry);
  }

  /** To which an engine adds instruments of its own. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** What {@code /metrics} shows: all of them, and the JVM's own. */
  public PrometheusRegistry shown() {
    return shown.get();
  }

  /**
   * A call was answered.
   *
   * @param method the full name of a method that the server has; each name makes a time series
   * @param status the answer's status
   * @param nanos how long it took
   */
  public void call(String method, Status.Code status, long nanos) {
    methods.computeIfAbsent(method, name -> new MethodMetrics(name, calls)).call(status, nanos);
  }

  /** The instruments of the gRPC port's connections. */
  public TransportMetrics transport() {
    return transport;
  }

  /** Says where it is read by how many seconds a channel's dates are ahead of the clock. */
  public void watchClock(String channel, DoubleSupplier seconds) {
    server.watchClock(channel, seconds);
  }

  /** The instruments of certificates and handshakes. */
  public TlsMetrics tls() {
    return tls;
  }

  /** The instruments of the files that are followed. */
  public ReloadMetrics reloads() {
    return reloads;
  }

  /** The instruments of a channel of the configuration. To be kept by who calls them often. */
  public ChannelMetrics channel(String name) {
    return channels.computeIfAbsent(
        name,
        channel ->
            new ChannelMetrics(
                commits.labelValues(channel),
                groups.labelValues(channel),
                rejected.labelValues(channel),
                subscribers.labelValues(channel),
                sent.labelValues(channel),
                (waiting, bytes) -> {
                  queuedCalls.watch(channel, waiting::getAsInt);
                  queuedBytes.watch(channel, bytes::getAsLong);
                }));
  }
}
