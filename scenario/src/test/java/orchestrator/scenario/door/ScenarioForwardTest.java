package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import orchestrator.http.Door;
import orchestrator.http.DoorServices;
import orchestrator.http.DoorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A door that asks a service for its callers; the service is a server that answers as a test says.
 */
class ScenarioForwardTest {
  private static final String TOKEN = "token-of-the-service";
  private static final String RUN = "20261130-090000-000";
  private static final int MOST = 100_000;

  /** Kept by nobody: it has the form of a hash, and no password fits. */
  private static final String HASH = "$2y$10$" + "a".repeat(53);

  private static final ScenarioForward.Bounds PATIENT =
      new ScenarioForward.Bounds(Duration.ofSeconds(30), MOST, MOST);

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<HttpRequest> asked = new ConcurrentLinkedQueue<>();
  private Function<String, HttpResponse> service = path -> HttpResponse.of(HttpStatus.NOT_FOUND);
  private Server server = Server.builder().service("/", (context, request) -> ok()).build();
  private Optional<ScenarioForward> forward = Optional.empty();
  private Optional<Door> door = Optional.empty();

  private static HttpResponse ok() {
    return HttpResponse.of(HttpStatus.OK);
  }

  @BeforeEach
  void startService() {
    server =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .serviceUnder(
                "/",
                (context, request) -> {
                  asked.add(request);
                  return service.apply(context.decodedPath());
                })
            .build();
    server.start().join();
  }

  @AfterEach
  void close() {
    door.ifPresent(Door::close);
    forward.ifPresent(ScenarioForward::close);
    var unusedFuture = server.stop();
  }

  private void open(DoorSettings.Access access, ScenarioForward.Bounds bounds) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.activeLocalPort());
    forward = Optional.of(new ScenarioForward(address, Optional.of(TOKEN), bounds));
    door =
        Optional.of(
            Door.open(
                new DoorSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    access,
                    Optional.empty(),
                    Set.of(),
                    Set.of(),
                    Map.of(),
                    1 << 20,
                    100,
                    Duration.ZERO,
                    Duration.ZERO),
                Optional.empty(),
                DoorServices.NONE.withGuarded(forward.orElseThrow().services())));
  }

  private void open(ScenarioForward.Bounds bounds) throws IOException {
    open(new DoorSettings.ByName(Map.of()), bounds);
  }

  private java.net.http.HttpRequest.Builder at(String path) {
    return java.net.http.HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + door.orElseThrow().address().getPort() + path));
  }

  private java.net.http.HttpResponse<String> get(String path) throws Exception {
    return http.send(at(path).build(), BodyHandlers.ofString());
  }

  private java.net.http.HttpResponse<String> post(String path) throws Exception {
    return http.send(at(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private static void assertProblem(
      java.net.http.HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains(sentence);
  }

  @Test
  void theStatusAndAStopAreHandedOn() throws Exception {
    open(PATIENT);
    service = path -> HttpResponse.of(MediaType.JSON_UTF_8, "{\"path\":\"" + path + "\"}\n");

    assertThat(get("/v1/scenario").body()).isEqualTo("{\"path\":\"/v1/scenario\"}\n");
    assertThat(asked.remove().method().name()).isEqualTo("GET");
    java.net.http.HttpResponse<String> stopped = post("/v1/scenario/stop");
    assertThat(stopped.statusCode()).isEqualTo(200);
    assertThat(stopped.body()).isEqualTo("{\"path\":\"/v1/scenario/stop\"}\n");
    assertThat(asked.remove().method().name()).isEqualTo("POST");
  }

  @Test
  void nothingOfTheCallersGoesToTheService() throws Exception {
    open(PATIENT);
    service = path -> HttpResponse.of(MediaType.JSON_UTF_8, "{}");
    java.net.http.HttpResponse<String> answer =
        http.send(
            at("/v1/scenario?token=mine&other=1")
                .header("Authorization", "Basic bWU6bWluZQ==")
                .header("Cookie", "session=mine")
                .header("X-Mine", "1")
                .header("mspid", "MyOrg1MSP")
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    HttpRequest request = asked.remove();
    assertThat(request.path()).isEqualTo("/v1/scenario");
    assertThat(request.headers().get("authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(request.headers().names().stream().map(Object::toString))
        .doesNotContain("cookie", "x-mine", "mspid");
  }

  @Test
  void aReportIsShownSoThatNothingInItRuns() throws Exception {
    open(PATIENT);
    service =
        path ->
            HttpResponse.of(
                ResponseHeaders.of(
                    HttpStatus.OK, "content-type", "text/html; charset=utf-8", "x-own", "1"),
                HttpData.ofUtf8("<p>" + path));

    java.net.http.HttpResponse<String> page = get("/v1/scenario/reports/" + RUN);
    assertThat(page.body()).isEqualTo("<p>/v1/scenario/reports/" + RUN);
    assertThat(page.headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                    .doesNotContain("script-src"));
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("x-own")).isEmpty();

    java.net.http.HttpResponse<String> lines = get("/v1/scenario/reports/" + RUN + ".jsonl");
    assertThat(lines.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(lines.headers().firstValue("content-disposition")).contains("attachment");
  }

  @Test
  void onlyReportsAreBelowReports() throws Exception {
    open(PATIENT);
    service = path -> HttpResponse.of(MediaType.HTML_UTF_8, "<p>");

    for (String path : new String[] {"/", "/a/b", "/..%2f..%2fmetrics", "/.hidden", "/a%20b"}) {
      assertThat(get("/v1/scenario/reports" + path).statusCode()).as(path).isIn(400, 404);
    }
    assertThat(get("/v1/scenario/other").statusCode()).isEqualTo(404);
    assertThat(asked).isEmpty();
    service = path -> HttpResponse.of(HttpStatus.NOT_FOUND);
    assertProblem(get("/v1/scenario/reports/none"), 404, "there is no report of a run");
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    open(PATIENT);

    assertProblem(post("/v1/scenario"), 405, "here is GET only");
    assertProblem(get("/v1/scenario/stop"), 405, "here is POST only");
    assertProblem(post("/v1/scenario/reports/" + RUN), 405, "here is GET only");
    assertThat(asked).isEmpty();
  }

  @Test
  void whoMayOnlyReadMayNotStop() throws Exception {
    Path accounts = folder.resolve("accounts.yaml");
    Files.writeString(accounts, "accounts:\n" + account("writer") + account("reader"));
    Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-------"));
    open(new DoorSettings.ByAccount(accounts), PATIENT);
    service = path -> HttpResponse.of(MediaType.JSON_UTF_8, "{}");

    assertThat(get("/v1/scenario").statusCode()).isEqualTo(401);
    assertThat(as("reader", at("/v1/scenario"))).isEqualTo(200);
    assertThat(as("reader", stop())).isEqualTo(403);
    assertThat(asked).hasSize(1);
    assertThat(as("writer", stop())).isEqualTo(200);
  }

  private java.net.http.HttpRequest.Builder stop() {
    return at("/v1/scenario/stop").POST(BodyPublishers.noBody());
  }

  private int as(String account, java.net.http.HttpRequest.Builder request) throws Exception {
    return http.send(
            request.header("Authorization", "Bearer " + tokenOf(account)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String tokenOf(String account) {
    return "token-of-" + account;
  }

  private static String account(String name) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(tokenOf(name).getBytes(StandardCharsets.UTF_8));
    return """
      %s:
        password: "%s"
        organization: MyOrg1MSP
        channels: [mychannel]
        access: %s
        tokens:
          %s: {sha256: %s, created: "2026-11-30T00:00:00Z"}
    """
        .formatted(
            name,
            HASH,
            name.equals("reader") ? "read" : "write",
            name,
            HexFormat.of().formatHex(digest));
  }

  @Test
  void aServiceThatIsAwayIsTold() throws Exception {
    open(PATIENT);
    server.stop().join();

    assertProblem(get("/v1/scenario"), 502, "cannot be reached");
    assertProblem(post("/v1/scenario/stop"), 502, "cannot be reached");
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "cannot be reached");
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
    open(new ScenarioForward.Bounds(Duration.ofMillis(200), MOST, MOST));
    service = path -> HttpResponse.streaming();

    assertProblem(get("/v1/scenario"), 502, "has not answered within 200 ms");
  }

  @Test
  void aFloodIsCutOff() throws Exception {
    open(PATIENT);
    service =
        path -> {
          HttpResponseWriter flood = HttpResponse.streaming();
          flood.write(ResponseHeaders.of(HttpStatus.OK, "content-type", "application/json"));
          more(flood);
          return flood;
        };

    assertProblem(get("/v1/scenario"), 502, "answers with more than " + MOST + " bytes");
    service = path -> HttpResponse.of(MediaType.HTML_UTF_8, "x".repeat(MOST + 1));
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "answers with more than");
    service = path -> HttpResponse.of(MediaType.JSON_UTF_8, "{\"well\":true}");
    assertThat(get("/v1/scenario").statusCode()).isEqualTo(200);
  }

  private static void more(HttpResponseWriter flood) {
    if (flood.tryWrite(HttpData.ofUtf8("x".repeat(10_000)))) {
      var unused = flood.whenConsumed().thenRun(() -> more(flood));
    }
  }

  @Test
  void aRefusalOfTheServiceIsNotOneOfTheCaller() throws Exception {
    open(PATIENT);
    service = path -> HttpResponse.of(HttpStatus.UNAUTHORIZED);
    assertProblem(get("/v1/scenario"), 502, "does not let this door in");
    service = path -> HttpResponse.of(HttpStatus.NOT_FOUND);
    assertProblem(get("/v1/scenario"), 502, "answers with the status 404");
    service = path -> HttpResponse.of(MediaType.HTML_UTF_8, "<p>");
    assertProblem(get("/v1/scenario"), 502, "is no service of scenarios");
    service =
        path ->
            HttpResponse.of(
                HttpStatus.FOUND, MediaType.PLAIN_TEXT, HttpData.empty(), HttpHeaders.of());
    assertProblem(get("/v1/scenario/reports/" + RUN), 502, "answers with the status 302");
  }
}
