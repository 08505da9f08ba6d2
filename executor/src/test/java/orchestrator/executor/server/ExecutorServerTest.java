package orchestrator.executor.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.ExecutorSettings.Allowed;
import orchestrator.executor.ExecutorSettings.Limits;
import orchestrator.executor.local.LocalExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over HTTP without TLS; what TLS adds is in {@link MutualTlsTest}. */
class ExecutorServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong nanos = new AtomicLong();
  private LocalExecutor executor = new LocalExecutor(ExecutorSettings.DEFAULT);
  private ExecutorServer server;

  @BeforeEach
  void start() throws IOException {
    open(Limits.DEFAULT, Postings.Keep.DEFAULT);
  }

  private void open(Limits limits, Postings.Keep keep) throws IOException {
    executor.close();
    executor =
        new LocalExecutor(
            ExecutorSettings.DEFAULT.with(Allowed.engines("nil", "sleep", "shell")).with(limits));
    if (server != null) {
      server.close();
    }
    server =
        ExecutorServer.open(
            new ServerSettings(ANY, Optional.empty()),
            new Postings(executor, keep, () -> System.nanoTime() + nanos.get()));
  }

  @AfterEach
  void stop() {
    server.close();
    executor.close();
  }

  private HttpResponse<String> call(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return call("GET", path, "", headers);
  }

  private String post(String body, String... headers) throws Exception {
    HttpResponse<String> answer = call("POST", "/v1/tasks", body, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.body().replaceAll("\\{\"id\":\"([0-9a-f]{32})\"}\n", "$1");
  }

  private String ended(String id) throws Exception {
    return get("/v1/tasks/" + id, "Prefer", "wait=30").body();
  }

  private static void isNotFound(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":404,\"message\":\"Not Found\"}\n");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/json; charset=UTF-8");
  }

  @Test
  void theFirstPageWelcomes() throws Exception {
    HttpResponse<String> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Welcome!\n");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(get("/v1/ping").body()).isEqualTo("{\"status\":\"success\"}\n");
  }

  @Test
  void aNodeRunsAndShowsWhatCameOfIt() throws Exception {
    String id =
        post(
            "{\"id\":3,\"name\":\"greet\",\"engine\":\"shell\",\"artifact\":\"echo\","
                + "\"args\":[\"a=good\",\"morning\"],\"output\":{\"a\":\"\",\"b\":null}}");

    assertThat(id).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");
    assertThat(ended(id))
        .isEqualTo(
            "{\"id\":3,\"state\":3,\"name\":\"greet\",\"engine\":\"shell\",\"artifact\":\"echo\","
                + "\"args\":[\"a=good\",\"morning\"],\"output\":{\"a\":\"good morning\",\"b\":\"\"},"
                + "\"log\":\"a=good morning\\n\"}\n");
  }

  @Test
  void fieldsMatchWithoutRegardToCaseAndUnknownOnesAreIgnored() throws Exception {
    String id =
        post(
            "{\"ENGINE\":\"shell\",\"Artifact\":\"sh\",\"aRgs\":[\"-c\",\"env\"],\"args2\":5,"
                + "\"Environment\":{\"MINE\":\"1\"},\"Timeout\":\"1m30s\",\"priority\":7,"
                + "\"graph_id\":\"g\",\"target\":null}",
            "Content-Type",
            "text/plain",
            "Attempt",
            "k/3");

    assertThat(ended(id))
        .contains(
            "\"state\":3",
            "MINE=1\\n",
            "ORCHESTRATOR_ATTEMPT=k/3\\n",
            "\"timeout\":90",
            "\"priority\":7",
            "\"graph_id\":\"g\"",
            "\"environment\":{\"MINE\":\"1\"}")
        .doesNotContain("target", "args2");
  }

  @Test
  void aNodeKeepsTheStateThatItWasSentUntilItEnds() throws Exception {
    String sleeping = "{\"engine\":\"sleep\",\"artifact\":\"\",\"args\":[\"seconds=100\"]%s}";

    assertThat(get("/v1/tasks/" + post(sleeping.formatted(",\"state\":2"))).body())
        .contains("\"state\":2");
    assertThat(get("/v1/tasks/" + post(sleeping.formatted(""))).body())
        .isEqualTo(
            "{\"id\":0,\"engine\":\"sleep\",\"artifact\":\"\",\"args\":[\"seconds=100\"]}\n");
    // It would be taken for its end.
    assertThat(get("/v1/tasks/" + post(sleeping.formatted(",\"state\":3"))).body())
        .contains("\"state\":2");
  }

  @Test
  void whatFailsTellsWhy() throws Exception {
    assertThat(ended(post("{\"engine\":\"default\",\"artifact\":\"x\"}")))
        .contains("\"state\":4", "\"reason\":\"there is no engine default; there are");
    assertThat(ended(post("{\"engine\":\"sleep\",\"args\":[\"seconds=100\"],\"timeout\":0.05}")))
        .contains("\"state\":4", "\"reason\":\"it ran longer than 0.05 s\"");
  }

  @Test
  void whatIsNoNodeIsABadRequest() throws Exception {
    for (String wrong :
        List.of(
            "",
            "{bad",
            "[]",
            "5",
            "{} {}",
            "{\"id\":0.5}",
            "{\"id\":\"1\"}",
            "{\"args\":\"x\"}",
            "{\"args\":[1]}",
            "{\"output\":{\"a\":1}}",
            "{\"timeout\":\"soon\"}",
            "{\"priority\":99999999999}",
            "[".repeat(5000))) {
      HttpResponse<String> answer = call("POST", "/v1/tasks", wrong);

      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"the ").endsWith("}\n");
    }
    assertThat(call("POST", "/v1/tasks", "{bad").body())
        .isEqualTo("{\"code\":400,\"message\":\"the body is not one JSON value\",\"Offset\":2}\n");
    assertThat(call("POST", "/v1/tasks", "{}", "Attempt", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyMayHaveOneMebibyte() throws Exception {
    String start = "{\"name\":\"";
    String end = "\"}";
    int most = 1 << 20;
    String fits = start + "x".repeat(most - start.length() - end.length()) + end;

    assertThat(call("POST", "/v1/tasks", fits).statusCode()).isEqualTo(202);
    for (String tooLong : List.of(fits + " ", fits + " ".repeat(most))) {
      HttpResponse<String> answer = call("POST", "/v1/tasks", tooLong);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo("{\"code\":400,\"message\":\"the body is longer than 1048576 bytes\"}\n");
    }
    Path huge = Files.writeString(folder.resolve("huge"), " ".repeat(10 * most));
    Process curl =
        new ProcessBuilder(
                "curl",
                "-sS",
                "--noproxy",
                "*",
                "-m",
                "60",
                "--data-binary",
                "@" + huge,
                "http://127.0.0.1:" + server.address().getPort() + "/v1/tasks")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(curl.getInputStream().readAllBytes(), US_ASCII))
        .contains("\"code\":400,\"message\":\"the body is longer than 1048576 bytes\"");
  }

  @Test
  void whatIsUnknownIsNotFound() throws Exception {
    isNotFound(get("/v1/tasks/0123"));
    isNotFound(call("DELETE", "/v1/tasks/0123", ""));
    for (String path : List.of("/v1/tasks", "/v1/tasks/", "/v1", "/else", "/v1/tasks/a/b")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("404 page not found\n");
    }
    assertThat(call("PUT", "/v1/ping", "").statusCode()).isEqualTo(404);
    assertThat(call("POST", "/v1/tasks/", "{}").statusCode()).isEqualTo(202);
  }

  @Test
  void aDeletedNodeIsStoppedAndGone() throws Exception {
    String id = post("{\"engine\":\"sleep\",\"args\":[\"seconds=100\"]}");

    HttpResponse<String> answer = call("DELETE", "/v1/tasks/" + id, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    isNotFound(get("/v1/tasks/" + id));
    isNotFound(call("DELETE", "/v1/tasks/" + id, ""));
    for (int i = 0; i < 1000 && executor.running() > 0; i++) {
      Thread.sleep(5);
    }
    assertThat(executor.running()).isZero();
  }

  @Test
  void theSameAttemptPostedTwiceIsOneRun() throws Exception {
    Path runs = folder.resolve("runs");
    String node =
        "{\"engine\":\"shell\",\"artifact\":\"sh\",\"args\":[\"-c\",\"echo x >> " + runs + "\"]}";

    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      ids.add(post(node, "Attempt", "plan/task/1"));
      ended(ids.iterator().next());
    }

    assertThat(ids).hasSize(1);
    assertThat(runs).hasContent("x");
  }

  @Test
  void aLaterAttemptStopsTheEarlierOnes() throws Exception {
    String node = "{\"engine\":\"sleep\",\"args\":[\"seconds=100\"]}";
    String first = post(node, "Attempt", "t/1");
    String other = post(node, "Attempt", "u/1");
    String second = post(node, "Attempt", "t/2");

    assertThat(ended(first)).contains("\"state\":11", "\"reason\":\"it was stopped\"");
    assertThat(get("/v1/tasks/" + second).body()).doesNotContain("state");
    assertThat(get("/v1/tasks/" + other).body()).doesNotContain("state");
    assertThat(post(node, "Attempt", "t/1")).isEqualTo(first);
    call("DELETE", "/v1/tasks/" + second, "");
    assertThat(post("{}", "Attempt", "t/4")).isNotEqualTo(second);
    HttpResponse<String> late = call("POST", "/v1/tasks", node, "Attempt", "t/3");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .isEqualTo("{\"code\":409,\"message\":\"attempt 4 of the same task has come already\"}\n");
  }

  @Test
  void whoPrefersToWaitIsAnsweredAtTheEnd() throws Exception {
    String id = post("{\"engine\":\"sleep\",\"args\":[\"seconds=0.3\"]}");

    HttpResponse<String> early = get("/v1/tasks/" + id, "Prefer", "wait=0");
    HttpResponse<String> late = get("/v1/tasks/" + id, "Prefer", "respond-async, wait=20");

    assertThat(early.body()).doesNotContain("state");
    assertThat(late.body()).contains("\"state\":3");
    assertThat(late.headers().firstValue("Preference-Applied")).contains("wait=20");
    assertThat(get("/v1/tasks/" + id).headers().firstValue("Preference-Applied")).isEmpty();
    assertThat(get("/v1/tasks/" + id, "Prefer", "wait=999999999").statusCode()).isEqualTo(200);
  }

  @Test
  void aDeleteEndsAWait() throws Exception {
    String id = post("{\"engine\":\"sleep\",\"args\":[\"seconds=100\"]}");
    var waiting =
        client.sendAsync(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + server.address().getPort() + "/v1/tasks/" + id))
                .header("Prefer", "wait=30")
                .build(),
            BodyHandlers.ofString());

    call("DELETE", "/v1/tasks/" + id, "");

    isNotFound(waiting.join());
  }

  @Test
  void theOldestEndsAreForgottenWhenThereAreMany() throws Exception {
    open(Limits.DEFAULT, new Postings.Keep(5, 1 << 20, Duration.ofHours(1)));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(post("{\"engine\":\"nil\"}", "Attempt", "t" + i + "/1"));
    }

    isNotFound(get("/v1/tasks/" + ids.get(44)));
    assertThat(get("/v1/tasks/" + ids.get(45)).statusCode()).isEqualTo(200);
  }

  @Test
  void endsAreForgottenWhenTheyTakeTooMuch() throws Exception {
    open(Limits.DEFAULT, new Postings.Keep(5000, 100_000, Duration.ofHours(1)));
    String large = "{\"engine\":\"nil\",\"name\":\"" + "x".repeat(30_000) + "\"}";
    String first = post(large);
    for (int i = 0; i < 3; i++) {
      post(large);
    }

    isNotFound(get("/v1/tasks/" + first));
  }

  @Test
  void endsAreForgottenAfterATimeButNotWhatRuns() throws Exception {
    String done = post("{\"engine\":\"nil\"}");
    String runs = post("{\"engine\":\"sleep\",\"args\":[\"seconds=1000\"]}");
    assertThat(get("/v1/tasks/" + done).statusCode()).isEqualTo(200);

    nanos.set(Duration.ofMinutes(61).toNanos());

    isNotFound(get("/v1/tasks/" + done));
    assertThat(get("/v1/tasks/" + runs).statusCode()).isEqualTo(200);
  }

  @Test
  void aFullQueueIsAFailedNode() throws Exception {
    open(Limits.DEFAULT.with(1, 1), Postings.Keep.DEFAULT);
    String node = "{\"engine\":\"sleep\",\"args\":[\"seconds=100\"]}";
    post(node);
    post(node);

    assertThat(ended(post(node)))
        .contains("\"state\":4", "\"the queue of executor self is full: 1 works wait in it\"");
  }

  @Test
  void theProtocolIsDescribed() throws Exception {
    HttpResponse<String> document = get("/apidocs/swagger.yaml");
    assertThat(document.body()).startsWith("swagger: \"2.0\"").contains("title: OaaS API");
    assertThat(document.body()).contains("/ping:", "/tasks:", "/tasks/{id}:", "Attempt", "Prefer");
    assertThat(get("/apidocs").headers().firstValue("Location")).contains("/apidocs/");
    assertThat(get("/apidocs/").body()).contains("swagger-ui-bundle.js", "docs.js");
    assertThat(get("/apidocs/docs.js").body()).contains("\"swagger.yaml\"");
    assertThat(get("/apidocs/swagger-ui-bundle.js").body()).hasSizeGreaterThan(100_000);
    assertThat(get("/apidocs/swagger-ui.css").statusCode()).isEqualTo(200);
    assertThat(get("/apidocs/favicon-32x32.png").statusCode()).isEqualTo(200);
  }

  @Test
  void pagesOfElsewhereMayNotCall() throws Exception {
    assertThat(get("/v1/ping", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(get("/v1/ping", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(get("/v1/ping", "Origin", "http://localhost:1").statusCode()).isEqualTo(200);
    try (var socket =
            new java.net.Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        var in = socket.getInputStream()) {
      socket
          .getOutputStream()
          .write("GET /v1/ping HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void withoutCertificatesItListensOnLoopbackOnly() {
    assertThatThrownBy(
            () -> new ServerSettings(new InetSocketAddress("0.0.0.0", 0), Optional.empty()))
        .hasMessage(
            "without certificates an executor listens on a loopback address only, not on 0.0.0.0");
  }

  @Test
  void anAddressInUseIsAFault() {
    assertThatThrownBy(
            () ->
                ExecutorServer.open(
                    new ServerSettings(server.address(), Optional.empty()), executor))
        .isInstanceOf(IOException.class);
  }
}
