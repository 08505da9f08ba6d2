package orchestrator.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.server.metrics.Metrics;
import org.junit.jupiter.api.Test;

class OperatorPagesTest {
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics();
  private final Map<String, OperatorPages.Source> pages =
      OperatorPages.of(readiness, Optional.of(metrics::shown));

  private Page show(String path) {
    return pages.get(path).show("");
  }

  @Test
  void aProcessThatAnswersIsHealthy() {
    assertThat(show("/healthz")).isEqualTo(new Page(200, "text/plain; charset=utf-8", "ok\n"));
  }

  @Test
  void itIsReadyWhenEveryConditionHoldsAndElseTellsWhichDoNot() {
    AtomicBoolean disk = new AtomicBoolean();
    readiness.require("storage of mychannel", disk::get);
    readiness.require("gRPC port", () -> true);
    readiness.require("another", disk::get);

    Page before = show("/readyz");
    disk.set(true);
    Page after = show("/readyz");

    assertThat(before.status()).isEqualTo(503);
    assertThat(before.body()).isEqualTo("not ready: another, storage of mychannel\n");
    assertThat(after.status()).isEqualTo(200);
    assertThat(after.body()).isEqualTo("ready\n");
  }

  @Test
  void metricsAreGivenAsPrometheusTextUnlessAskedOtherwise() {
    metrics.call("orchestrator.InfoService/QueryVersion", Status.Code.OK, 2_000_000);

    Page page = show("/metrics");

    assertThat(page.contentType()).startsWith("text/plain; version=0.0.4");
    assertThat(page.body())
        .contains(
            "orchestrator_grpc_calls_seconds_count"
                + "{method=\"orchestrator.InfoService/QueryVersion\",status=\"OK\"} 1\n")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("# EOF");
  }

  @Test
  void metricsAreGivenAsOpenMetricsToWhoAcceptsIt() {
    Page page = pages.get("/metrics").show("application/openmetrics-text;version=1.0.0");

    assertThat(page.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(page.body()).endsWith("# EOF\n");
  }

  @Test
  void withoutMetricsThereIsNoSuchPage() {
    assertThat(OperatorPages.of(readiness, Optional.empty()))
        .containsOnlyKeys("/healthz", "/readyz");
  }
}
