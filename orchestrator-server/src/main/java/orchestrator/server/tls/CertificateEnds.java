package orchestrator.server.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import orchestrator.server.logging.LogSubject;
import orchestrator.server.metrics.TlsMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the server's own certificates, and those that it trusts, when they end. */
public final class CertificateEnds {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateEnds.class);
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration REPEAT = Duration.ofDays(1);

  private record Held(String where, Map<String, List<X509Certificate>> byOrganization) {}

  private final TlsMetrics metrics;
  private final Supplier<Instant> clock;
  private final Map<String, Held> held = new TreeMap<>();
  private final Map<X509Certificate, Instant> warned = new HashMap<>();

  /** Tells the metrics at once, and the log when it is asked to. */
  public CertificateEnds(TlsMetrics metrics, Supplier<Instant> clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Says which certificates are in use now, in place of what was said of the same use.
   *
   * @param use what for: a label of the metric
   * @param where the setting that names them
   * @param byOrganization by whose they are; by the empty text when they are nobody's in particular
   */
  public synchronized void tell(
      String use, String where, Map<String, List<X509Certificate>> byOrganization) {
    held.put(use, new Held(where, Map.copyOf(byOrganization)));
    Map<TlsMetrics.Certificate, Long> ends = new HashMap<>();
    byOrganization.forEach(
        (organization, certificates) ->
            certificates.forEach(
                certificate ->
                    ends.put(
                        new TlsMetrics.Certificate(
                            use,
                            organization,
                            CertificateText.subject(certificate),
                            certificate.getSerialNumber().toString(16)),
                        certificate.getNotAfter().toInstant().getEpochSecond())));
    metrics.ends(use, ends);
  }

  /** Warns of each that has ended or will end soon, and of the same again a day later. */
  public synchronized void warn() {
    Instant now = clock.get();
    held.values()
        .forEach(
            of ->
                of.byOrganization.forEach(
                    (organization, certificates) ->
                        certificates.forEach(
                            certificate -> warn(of.where, organization, certificate, now))));
  }

  private void warn(String where, String organization, X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    if (end.isAfter(now.plus(SOON)) || !isDue(certificate, now)) {
      return;
    }
    warned.put(certificate, now);
    LOG.warn(
        LogSubject.of(where + " " + CertificateText.subject(certificate)),
        "the certificate \"{}\" of {}{} {} {}",
        CertificateText.subject(certificate),
        where,
        organization.isEmpty() ? "" : " for " + organization,
        end.isAfter(now) ? "ends soon, on" : "has expired: it ended on",
        end);
  }

  private boolean isDue(X509Certificate certificate, Instant now) {
    Instant last = warned.get(certificate);
    return last == null || Duration.between(last, now).abs().compareTo(REPEAT) >= 0;
  }
}
