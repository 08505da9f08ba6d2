package orchestrator.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import orchestrator.server.LogLines;
import orchestrator.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateEndsTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final LogLines log = LogLines.of(CertificateEnds.class.getName());
  private final Metrics metrics = new Metrics();
  private final Instant end =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(DAY.multipliedBy(90));
  private Instant now = end;
  private final CertificateEnds ends = new CertificateEnds(metrics.tls(), () -> now);

  @AfterEach
  void close() {
    log.close();
  }

  private X509Certificate ending(String subject) throws Exception {
    return TestCa.root("CN=ca").issue(subject, TestCa.anHourAgo(), end).certificate();
  }

  private void warnAt(Instant moment) {
    now = moment;
    ends.warn();
  }

  @Test
  void itWarnsThirtyDaysBeforeAndThenDaily() throws Exception {
    ends.tell("server", "--tls-cert-path f", Map.of("", List.of(ending("CN=daily"))));

    warnAt(end.minus(DAY.multipliedBy(30)).minusSeconds(1));
    assertThat(log.with("CN=daily")).isEmpty();
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      warnAt(end.minus(DAY.multipliedBy(30)).plusSeconds(60L * minute));
    }
    assertThat(log.with("CN=daily"))
        .hasSize(3)
        .allMatch(
            line ->
                line.equals(
                    "the certificate \"CN=daily\" of --tls-cert-path f ends soon, on " + end));
  }

  @Test
  void anExpiredOneIsSaidToBe() throws Exception {
    ends.tell("client_ca", "--dir d", Map.of("Org1", List.of(ending("CN=gone"))));

    warnAt(end);
    warnAt(end.plusSeconds(60));
    assertThat(log.with("CN=gone"))
        .containsExactly(
            "the certificate \"CN=gone\" of --dir d for Org1 has expired: it ended on " + end);
  }

  @Test
  void aClockThatIsSetBackDoesNotSilenceIt() throws Exception {
    ends.tell("server", "f", Map.of("", List.of(ending("CN=clock"))));

    warnAt(end.plus(DAY.multipliedBy(1000)));
    warnAt(end);
    assertThat(log.with("CN=clock")).hasSize(2);
  }

  @Test
  void whatIsReplacedIsNotToldAnyMore() throws Exception {
    X509Certificate old = ending("CN=old");
    ends.tell("server", "f", Map.of("", List.of(old)));
    ends.tell("server", "f", Map.of("", List.of(ending("CN=new"))));

    warnAt(end);
    assertThat(log.with("CN=old")).isEmpty();
    assertThat(shown(metrics.registry())).containsExactly("CN=new=" + end.getEpochSecond());
  }

  @Test
  void theSameCertificateTwiceIsOneFigure() throws Exception {
    X509Certificate one = ending("CN=one");
    ends.tell("server", "f", Map.of("", List.of(one, one)));

    assertThat(shown(metrics.registry())).hasSize(1);
  }

  private static List<String> shown(PrometheusRegistry registry) {
    return registry.scrape(name -> name.startsWith("orchestrator_certificate_end")).stream()
        .flatMap(metric -> metric.getDataPoints().stream())
        .map(io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot.class::cast)
        .map(point -> point.getLabels().get("subject") + "=" + (long) point.getValue())
        .toList();
  }
}
