package orchestrator.server.tls;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.server.logging.LogSubject;
import orchestrator.server.metrics.TlsMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of clients that are refused: all in the metrics, and for each reason one line a second at
 * most in the log, which also says how many were left out.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /** Remembers when the last line of a reason was written, and how many were left out since. */
  private record Told(long at, long leftOut) {}

  private final TlsMetrics metrics;
  private final Map<Refusal, Told> refused = new EnumMap<>(Refusal.class);
  private final Map<Refusal, Told> closed = new EnumMap<>(Refusal.class);

  Refusals(TlsMetrics metrics) {
    this.metrics = metrics;
  }

  /** A handshake failed. */
  void handshake(@Nullable SocketAddress address, Throwable failure) {
    Refusal reason = Refusal.of(failure);
    metrics.refused(reason.label());
    if (reason == Refusal.GONE) {
      // Whoever looks whether the port is open does this; it is no news.
      LOG.debug("{} has gone before the TLS handshake was done", text(address));
      return;
    }
    turn(refused, reason)
        .ifPresent(
            leftOut ->
                LOG.warn(
                    LogSubject.of("TLS handshakes: " + reason.label()),
                    "the TLS handshake of {} is refused: {}{}{}",
                    text(address),
                    reason.inWords(),
                    detail(reason, failure),
                    leftOut));
  }

  private static String detail(Refusal reason, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedCertificate refused) {
        String detail = refused.detail().isEmpty() ? "" : " (" + refused.detail() + ")";
        return detail + ": " + CertificateText.of(refused.certificate());
      }
    }
    return switch (reason) {
      case NO_CERTIFICATE, PLAIN_TEXT, TIMEOUT -> "";
      default -> " (" + CertificateText.safe(String.valueOf(failure.getMessage())) + ")";
    };
  }

  /** A client speaks no HTTP/2. */
  void protocol(@Nullable SocketAddress address) {
    metrics.refused(Refusal.PROTOCOL.label());
    turn(refused, Refusal.PROTOCOL)
        .ifPresent(
            leftOut ->
                LOG.warn(
                    "{} is refused: it does not offer HTTP/2 (ALPN h2){}", text(address), leftOut));
  }

  /** A call names an organization that the client's certificate does not stand for. */
  void call(@Nullable SocketAddress address, String why, Optional<X509Certificate> shown) {
    metrics.refused(Refusal.MSP_ID.label());
    turn(refused, Refusal.MSP_ID)
        .ifPresent(
            leftOut ->
                LOG.warn(
                    "a call of {} is refused: {}: {}{}",
                    text(address),
                    CertificateText.safe(why),
                    shown.map(CertificateText::of).orElse("no certificate"),
                    leftOut));
  }

  /** A connection is closed because the client's certificate counts no more. */
  void closing(
      @Nullable SocketAddress address, Refusal reason, X509Certificate shown, String detail) {
    metrics.closed(reason.label());
    turn(closed, reason)
        .ifPresent(
            leftOut ->
                LOG.warn(
                    LogSubject.of("TLS connections: " + reason.label()),
                    "the connection of {} is closed: {}: {}{}",
                    text(address),
                    detail,
                    CertificateText.of(shown),
                    leftOut));
  }

  private static String text(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet && !internet.isUnresolved()
        ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
        : String.valueOf(address);
  }

  /** What to say of those that were left out, when a line is due; nothing when it is not. */
  private synchronized Optional<String> turn(Map<Refusal, Told> lines, Refusal reason) {
    long now = System.nanoTime();
    Told told = lines.get(reason);
    if (told != null && now - told.at < PAUSE_NANOS) {
      lines.put(reason, new Told(told.at, told.leftOut + 1));
      return Optional.empty();
    }
    lines.put(reason, new Told(now, 0));
    return Optional.of(
        told == null || told.leftOut == 0
            ? ""
            : "; " + told.leftOut + " more for that reason since the line before");
  }
}
