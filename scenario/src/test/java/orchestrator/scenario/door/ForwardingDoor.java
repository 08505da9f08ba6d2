package orchestrator.scenario.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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

/**
 * A door that asks a service for its callers; the service is a server that answers as a test says.
 */
abstract class ForwardingDoor {
  static final String TOKEN = "token-of-the-service";
  static final String RUN = "20261130-090000-000";
  static final int MOST = 100_000;

  static final ScenarioForward.Bounds PATIENT =
      new ScenarioForward.Bounds(Duration.ofSeconds(30), MOST, MOST);

  final HttpClient http = HttpClient.newHttpClient();
  final Queue<HttpRequest> asked = new ConcurrentLinkedQueue<>();
  Function<String, HttpResponse> service = path -> HttpResponse.of(HttpStatus.NOT_FOUND);
  Server server = Server.builder().service("/", (context, request) -> ok()).build();
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

  void open(DoorSettings.Access access, ScenarioForward.Bounds bounds) throws IOException {
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

  void open(ScenarioForward.Bounds bounds) throws IOException {
    open(new DoorSettings.ByName(Map.of()), bounds);
  }

  java.net.http.HttpRequest.Builder at(String path) {
    return java.net.http.HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + door.orElseThrow().address().getPort() + path));
  }

  java.net.http.HttpResponse<String> get(String path) throws Exception {
    return http.send(at(path).build(), BodyHandlers.ofString());
  }

  java.net.http.HttpResponse<String> post(String path) throws Exception {
    return http.send(at(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  static void assertProblem(
      java.net.http.HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains(sentence);
  }
}
