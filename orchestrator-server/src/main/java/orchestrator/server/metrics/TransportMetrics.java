package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Holds the instruments of the gRPC port's connections. */
public final class TransportMetrics {
  /** Tells why the server closed a socket without a farewell. */
  public enum Cut {
    /** It took no byte of what waited for it. */
    STALLED,
    /** What waited for it was more than there is room for. */
    UNREAD,
    /** It held too much of requests that it did not finish. */
    UNFINISHED,
    /** It had no call when there was no place for a new one. */
    IDLE
  }

  /** Tells whose bound an answer or a request came up against. */
  public enum Bound {
    CONNECTION,
    ORGANIZATION,
    ALL
  }

  private final Counter accepted;
  private final Counter cut;
  private final Counter turnedAway;
  private final Counter refused;
  private final Counter requestsRefused;
  private final Map<String, LongSupplier> unread = new ConcurrentHashMap<>();
  private volatile IntSupplier connections = () -> 0;
  private volatile int mostConnections;
  private volatile LongSupplier fullest = () -> 0;
  private volatile LongSupplier arriving = () -> 0;

  TransportMetrics(PrometheusRegistry registry) {
    accepted =
        Counter.builder()
            .name("orchestrator_connections_accepted_total")
            .help("Connections that the gRPC port has accepted.")
            .register(registry);
    cut =
        Counter.builder()
            .name("orchestrator_connections_cut_total")
            .help(
                "Connections that were cut because their peer does not read, finish requests or call.")
            .labelNames("reason")
            .register(registry);
    turnedAway =
        Counter.builder()
            .name("orchestrator_connections_refused_total")
            .help("Connections that were closed at once because too many are open.")
            .register(registry);
    refused =
        Counter.builder()
            .name("orchestrator_unread_refused_total")
            .help("Calls that were refused because too many bytes wait for their readers.")
            .labelNames("bound")
            .register(registry);
    requestsRefused =
        Counter.builder()
            .name("orchestrator_requests_refused_total")
            .help("Calls that were refused because too many bytes of requests are under way.")
            .labelNames("bound")
            .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_request_bytes")
        .help("Memory of requests that arrive or are under way.")
        .callback(gauge -> gauge.call((double) arriving.getAsLong()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_connections")
        .help("Open connections of the gRPC port.")
        .callback(gauge -> gauge.call(connections.getAsInt()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_connections_most")
        .help("How many connections of the gRPC port may be open.")
        .callback(gauge -> gauge.call(mostConnections))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_unread_bytes")
        .help("Memory of answers and events that wait for their readers.")
        .labelNames("organization")
        .callback(
            gauge -> unread.forEach((name, bytes) -> gauge.call((double) bytes.getAsLong(), name)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("orchestrator_unread_bytes_fullest_connection")
        .help("The same of the connection for which most waits.")
        .callback(gauge -> gauge.call((double) fullest.getAsLong()))
        .register(registry);
  }

  /** Says where the open connections are counted, and what waits for the fullest of them. */
  public void watchConnections(IntSupplier open, int most, LongSupplier fullestBytes) {
    connections = open;
    mostConnections = most;
    fullest = fullestBytes;
  }

  /** Says where it is read what waits for an organization of the configuration. */
  public void watchUnread(String organization, LongSupplier bytes) {
    unread.put(organization, bytes);
  }

  /** Says where it is counted what is held of requests. */
  public void watchArriving(LongSupplier bytes) {
    arriving = bytes;
  }

  /** A connection was accepted. */
  public void accepted() {
    accepted.inc();
  }

  /** A connection was closed before it could do anything. */
  public void connectionRefused() {
    turnedAway.inc();
  }

  /** A connection was cut. */
  public void cut(Cut reason) {
    cut.labelValues(reason.name().toLowerCase(Locale.ROOT)).inc();
  }

  /** A call was refused while its request arrived. */
  public void requestRefused(Bound bound) {
    requestsRefused.labelValues(bound.name().toLowerCase(Locale.ROOT)).inc();
  }

  /** A call was refused for what waits for its peer. */
  public void refused(Bound bound) {
    refused.labelValues(bound.name().toLowerCase(Locale.ROOT)).inc();
  }
}
