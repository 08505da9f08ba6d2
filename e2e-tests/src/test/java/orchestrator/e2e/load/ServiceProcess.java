package orchestrator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.e2e.harness.ServerJar;
import orchestrator.e2e.harness.Waiting;

/** Runs {@code scenario serve} for nodes that speak HTTP. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern NODES = Pattern.compile("(?m)^orchestrator: nodes .* http (\\S+)$");
  private static final Pattern SETTINGS =
      Pattern.compile("(?m)^orchestrator: settings .* ws (\\S+)$");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final Path reports;

  private ServiceProcess(Process process, Path log, Path reports) {
    this.process = process;
    this.log = log;
    this.reports = reports;
  }

  /** Starts it with its reports in a folder, and waits until it says where its doors are. */
  static ServiceProcess start(Path reports) throws IOException, InterruptedException {
    Path log = Files.createTempFile(reports.toAbsolutePath().getParent(), "service", ".log");
    Process process =
        ServerJar.start(
            List.of("-Xmx512m"),
            List.of(
                "scenario",
                "serve",
                "--proxy",
                "http",
                "--nodes-listen",
                "127.0.0.1:0",
                "--settings-listen",
                "127.0.0.1:0",
                "--reports",
                reports.toString()),
            Map.of(),
            log);
    ServiceProcess service = new ServiceProcess(process, log, reports);
    Waiting waiting = new Waiting(Duration.ofMinutes(3));
    while (!SETTINGS.matcher(service.log()).find()) {
      if (waiting.isOver() || !process.isAlive()) {
        service.close();
        throw new AssertionError("the service did not start:\n" + service.log());
      }
      waiting.pause();
    }
    return service;
  }

  private String log() throws IOException {
    return Files.readString(log);
  }

  private URI door(Pattern line, String scheme, String path) throws IOException {
    Matcher matcher = line.matcher(log());
    assertThat(matcher.find()).as(line.pattern()).isTrue();
    return URI.create(scheme + "://" + matcher.group(1) + path);
  }

  /** A node registers. */
  void register(HttpPeer node) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(door(NODES, "http", "/post"))
            .POST(BodyPublishers.ofString(node.json()))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  /** A page at the settings' door. */
  String page(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(door(SETTINGS, "http", path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** A controller connects. */
  Controller controller() throws IOException {
    return new Controller(client, door(SETTINGS, "ws", "/"));
  }

  /** Where the report of a run is. */
  Path report(String run) {
    return reports.resolve(run + ".jsonl");
  }

  /** SIGKILL, and waits until the process is gone. */
  void kill() {
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
