package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.Waiting;
import org.junit.jupiter.api.Test;

/** The command {@code http} is the same door, before a server in another process. */
class DoorAloneTest extends OwnServer {
  private static final Pattern LISTENS = Pattern.compile("(?m)^orchestrator: http on (\\S+)$");
  private static final String WHO = "?organization=MyOrg1MSP&channel=mychannel";

  private Path log() {
    return folder.resolve("door.log");
  }

  private Process run(String... arguments) throws IOException {
    Process process = ServerJar.start(List.of(), List.of(arguments), Map.of(), log());
    closing(process::destroyForcibly);
    return process;
  }

  private String address() throws InterruptedException {
    Waiting waiting = new Waiting(Duration.ofSeconds(60));
    while (!LISTENS.matcher(log(folder)).find() && !waiting.isOver()) {
      waiting.pause();
    }
    Matcher listens = LISTENS.matcher(log(folder));
    assertThat(listens.find()).isTrue();
    return "http://" + listens.group(1);
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("door.log"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  @Test
  void itCallsAServerElsewhereAndSaysWhenThatIsGone() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    Process process = run("http", "--server", server.target(), "--http-listen", "127.0.0.1:0");
    String door = address();

    assertThat(get(door + "/api/v1/organizations" + WHO).body()).contains("\"id\":\"MyOrg1MSP\"");
    assertThat(get(door + "/readyz").statusCode()).isEqualTo(200);

    server.stop();

    assertThat(get(door + "/readyz").statusCode()).isEqualTo(503);
    HttpResponse<String> refused = get(door + "/api/v1/organizations" + WHO);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .contains("\"grpc_status\":\"UNAVAILABLE\"")
        .contains("the server cannot be reached, or its connection broke");
    assertThat(get(door + "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(door + "/healthz").statusCode()).isEqualTo(200);

    process.destroy();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void itsHelpNamesThePagesThatItHas() throws Exception {
    Process process = run("http", "--help");

    assertThat(process.waitFor()).isZero();
    assertThat(log(folder)).contains("/healthz", "/readyz").doesNotContain("/metrics");
  }

  @Test
  void beyondLoopbackItDoesNotStartWithoutAccounts() throws Exception {
    Process process = run("http", "--http-listen", "0.0.0.0:0");

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(log(folder))
        .isEqualTo(
            "orchestrator: --http-listen 0.0.0.0:0 is beyond loopback, where a door needs"
                + " --accounts\n");
  }

  @Test
  void theDoorOfAServerShowsOnlyPagesBeyondLoopbackWithoutAccounts() throws Exception {
    run(
        "serve",
        "--listen=127.0.0.1:0",
        "--http-listen=0.0.0.0:0",
        "--data=" + folder.resolve("data"));
    String door = "http://127.0.0.1:" + address().replaceFirst(".*:", "");

    assertThat(get(door + "/healthz").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = get(door + "/api/v1/organizations" + WHO);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("--accounts");
  }
}
