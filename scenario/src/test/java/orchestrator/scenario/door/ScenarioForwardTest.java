package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import orchestrator.http.DoorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door asks a service of scenarios for those whom it lets in. */
class ScenarioForwardTest extends ForwardingDoor {
  /** Kept by nobody: it has the form of a hash, and no password fits. */
  private static final String HASH = "$2y$10$" + "a".repeat(53);

  @TempDir private Path folder;

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
}
