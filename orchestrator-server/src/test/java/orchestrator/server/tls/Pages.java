package orchestrator.server.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

/** Reads the pages of a server under test. */
final class Pages {
  private Pages() {}

  /** The lines of {@code /metrics}. */
  static Stream<String> metrics(String address) {
    try {
      URI page = URI.create("http://" + address + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
          .body()
          .lines();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
