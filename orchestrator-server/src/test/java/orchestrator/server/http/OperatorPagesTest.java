package orchestrator.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class OperatorPagesTest {
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics();
  private OperatorPages pages;

  @BeforeEach
  void start() throws IOException {
    pages =
        OperatorPages.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            readiness,
            Optional.of(metrics.registry()));
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + pages.address().getPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String contentType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElseThrow();
  }

  @Test
  void aProcessThatAnswersIsHealthy() throws Exception {
    HttpResponse<String> response = send(request("/healthz"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok\n");
    assertThat(contentType(response)).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void itIsReadyWhenEveryConditionHoldsAndElseTellsWhichDoNot() throws Exception {
    AtomicBoolean disk = new AtomicBoolean();
    readiness.require("storage of mychannel", disk::get);
    readiness.require("gRPC port", () -> true);
    readiness.require("another", disk::get);

    HttpResponse<String> before = send(request("/readyz"));
    disk.set(true);
    HttpResponse<String> after = send(request("/readyz"));

    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body()).isEqualTo("not ready: another, storage of mychannel\n");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body()).isEqualTo("ready\n");
  }

  @Test
  void metricsAreGivenAsPrometheusTextUnlessAskedOtherwise() throws Exception {
    metrics.call("orchestrator.InfoService/QueryVersion", Status.Code.OK, 2_000_000);

    HttpResponse<String> response = send(request("/metrics"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).startsWith("text/plain; version=0.0.4");
    assertThat(response.body())
        .contains(
            "orchestrator_grpc_calls_seconds_count"
                + "{method=\"orchestrator.InfoService/QueryVersion\",status=\"OK\"} 1\n")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("# EOF");
  }

  @Test
  void metricsAreGivenAsOpenMetricsToWhoAcceptsIt() throws Exception {
    HttpResponse<String> response =
        send(request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0"));

    assertThat(contentType(response)).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @Test
  void withoutMetricsThereIsNoSuchPage() throws Exception {
    pages.close();
    pages =
        OperatorPages.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            readiness,
            Optional.empty());

    assertThat(send(request("/metrics")).statusCode()).isEqualTo(404);
    assertThat(send(request("/healthz")).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherPathIsNotFoundAndTheAnswerTellsWhichThereAre() throws Exception {
    for (String path : new String[] {"/", "/healthz/", "/metricsx", "/readyz/x"}) {
      HttpResponse<String> response = send(request(path));
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).isEqualTo("not found; there are /healthz, /metrics, /readyz\n");
    }
  }

  @Test
  void onlyGetAndHeadAreAllowed() throws Exception {
    HttpResponse<String> post = send(request("/healthz").POST(BodyPublishers.ofString("x")));
    HttpResponse<String> head = send(request("/healthz").method("HEAD", BodyPublishers.noBody()));

    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aClosedServerFreesItsPort() throws Exception {
    InetSocketAddress address = pages.address();
    pages.close();

    pages = OperatorPages.start(address, readiness, Optional.empty());

    assertThat(send(request("/healthz")).statusCode()).isEqualTo(200);
  }
}
