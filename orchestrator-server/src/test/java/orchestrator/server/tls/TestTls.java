package orchestrator.server.tls;

import java.time.Duration;
import java.time.Instant;
import orchestrator.server.config.Tls;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.reload.Reloads;

/** The server's side of TLS as tests start it: its files are not followed. */
final class TestTls {
  private TestTls() {}

  static ServerTls of(Tls settings) {
    Metrics metrics = new Metrics();
    return new ServerTls(
        settings,
        new Reloads(Duration.ZERO, metrics.reloads()),
        new CertificateEnds(metrics.tls(), Instant::now),
        metrics.tls());
  }
}
