package orchestrator.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shows when certificates end, and counts clients that are refused. */
public final class TlsMetrics {
  /**
   * Holds a certificate of the server's own, or one that it trusts.
   *
   * @param use what for, such as {@code server} or {@code client_ca}
   * @param organization whose; empty when it is nobody's in particular
   * @param subject its subject
   * @param serial its number, in hexadecimal digits
   */
  public record Certificate(String use, String organization, String subject, String serial) {}

  private final Map<String, Map<Certificate, Long>> ends = new ConcurrentHashMap<>();
  private final Counter refused;
  private final Counter closed;

  TlsMetrics(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("orchestrator_certificate_end_timestamp_seconds")
        .help("When a certificate ends that this server shows or trusts, in seconds since 1970.")
        .labelNames("use", "organization", "subject", "serial")
        .callback(
            gauge -> ends.values().forEach(group -> group.forEach((c, end) -> tell(gauge, c, end))))
        .register(registry);
    refused =
        Counter.builder()
            .name("orchestrator_tls_refused_total")
            .help(
                "TLS handshakes that failed, and calls whose organization the certificate denies.")
            .labelNames("reason")
            .register(registry);
    closed =
        Counter.builder()
            .name("orchestrator_tls_closed_total")
            .help("Connections that were closed because the client's certificate counts no more.")
            .labelNames("reason")
            .register(registry);
  }

  private static void tell(GaugeWithCallback.Callback gauge, Certificate certificate, long end) {
    gauge.call(
        (double) end,
        certificate.use,
        certificate.organization,
        certificate.subject,
        certificate.serial);
  }

  /**
   * Says when certificates end, in place of what was said of the same use.
   *
   * @param seconds since 1970, by certificate, all of one use
   */
  public void ends(String use, Map<Certificate, Long> seconds) {
    ends.put(use, Map.copyOf(seconds));
  }

  /** A client was refused. */
  public void refused(String reason) {
    refused.labelValues(reason).inc();
  }

  /** A connection was closed. */
  public void closed(String reason) {
    closed.labelValues(reason).inc();
  }
}
