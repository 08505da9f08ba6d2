package orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.server.Orchestrator;
import orchestrator.server.ServeCommand;
import orchestrator.server.StartException;
import orchestrator.server.config.ServeOptions;
import orchestrator.server.config.SettingsReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a server serves learning. */
@Tag("slow")
class LearningPortsTest {
  private static final Map<String, String> USER = Map.of("USER_AUTH", "u", "PWD_AUTH", "p");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private Orchestrator start(Map<String, String> environment, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--data",
                folder.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0",
                "--http-listen",
                "127.0.0.1:0"));
    all.addAll(Stream.of(flags).toList());
    return Orchestrator.start(
        SettingsReader.read(
            ServeOptions.source(
                ServeCommand.commandLine(Map.of(), DoorPort::open)
                    .parseArgs(all.toArray(String[]::new)),
                environment)),
        DoorPort::open);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(String address, String path, boolean asUser)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
    if (asUser) {
      request.header(
          "authorization",
          "Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8)));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void itIsServedBesideTheApiAndAtAPortOfItsOwnUntilTheServerStops() throws Exception {
    String alone = "127.0.0.1:" + freePort();
    try (Orchestrator server = start(USER, "--learning", "--learning-listen", alone)) {
      String beside = server.httpAddress().toString();
      for (String door : List.of(beside, alone)) {
        assertThat(get(door, "/problem", false).statusCode()).isEqualTo(401);
        assertThat(get(door, "/learndone/x", true).body()).contains("Page does not exist");
      }
      assertThat(get(alone, "/x", true).body()).contains("Page does not exist");
      assertThat(get(alone, "/healthz", true).body()).contains("Page does not exist");
      assertThat(get(beside, "/healthz", false).statusCode()).isEqualTo(200);
      assertThat(get(beside, "/", false).body()).contains("<div id=\"app\">");
      assertThat(get(alone, "/apidocs", false).statusCode()).isEqualTo(200);
      assertThat(get(beside, "/learning/apidocs", false).statusCode()).isEqualTo(200);
    }
    // A connection of its own: one that was open before would tell that it is closed.
    URI gone = URI.create("http://" + alone);
    assertThatThrownBy(() -> new Socket(gone.getHost(), gone.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void itIsServedBesideGraphs() throws Exception {
    try (Orchestrator server =
        start(
            USER,
            "--learning",
            "--graphs",
            "--graph-folder",
            folder.resolve("graphs").toString())) {
      String beside = server.httpAddress().toString();
      assertThat(get(beside, "/problem", false).statusCode()).isEqualTo(401);
      assertThat(get(beside, "/v1/tasks", false).statusCode()).isIn(200, 503);
      assertThat(get(beside, "/apidocs", false).body()).contains("Graphs API");
      assertThat(get(beside, "/learning/apidocs", false).body()).contains("Learning API");
    }
  }

  @Test
  void withoutTheSettingItIsNotServed() throws Exception {
    try (Orchestrator server = start(USER)) {
      assertThat(get(server.httpAddress().toString(), "/problem", true).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void anOrganizationThatIsNotOnTheChannelStopsTheStart() {
    assertThatThrownBy(() -> start(USER, "--learning", "--learning-organization", "Other"))
        .isInstanceOf(StartException.class)
        .hasMessage("--learning-organization Other is not in --learning-channel mychannel");
  }

  @Test
  void beyondLoopbackItNeedsAnAccount() {
    assertThatThrownBy(() -> start(Map.of(), "--learning", "--learning-listen", "0.0.0.0:0"))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "--learning-listen 0.0.0.0:0 is beyond loopback, where it needs --accounts, or"
                + " --learning-user and --learning-password");
  }

  @Test
  void aPortThatIsTakenStopsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Map<String, String> environment = new HashMap<>(USER);
      environment.put("ORCHESTRATOR_LEARNING_LISTEN", address);
      assertThatThrownBy(() -> start(environment, "--learning"))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("--learning-listen " + address + ": ");
    }
  }
}
