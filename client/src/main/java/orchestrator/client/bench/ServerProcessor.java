package orchestrator.client.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;

/** Reads from a server's metrics how much processor time its process has taken. */
final class ServerProcessor {
  private static final String METRIC = "process_cpu_seconds_total ";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;

  ServerProcessor(URI door) {
    request = HttpRequest.newBuilder(door.resolve("/metrics")).timeout(PATIENCE).build();
  }

  /** Seconds so far; empty when the server does not tell. */
  OptionalDouble seconds() throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(METRIC))
          .mapToDouble(line -> Double.parseDouble(line.substring(METRIC.length())))
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
