package orchestrator.graph.run;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import orchestrator.proto.Addressable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches artefacts that another runner has kept, from the door that it has registered. */
final class OtherRunners {
  private static final Logger log = LoggerFactory.getLogger(OtherRunners.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 16 << 20;

  private final String organization;
  private final String channel;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  OtherRunners(String organization, String channel) {
    this.organization = organization;
    this.channel = channel;
  }

  /** The artefact, if it is to be had now and is what was registered. */
  Optional<byte[]> fetch(Addressable artifact) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(artifact.getStorageAddress()))
              .timeout(PATIENCE)
              .header("mspid", organization)
              .header("channel", channel)
              .build();
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] content = body.readNBytes(MOST_BYTES);
        return Optional.of(content)
            .filter(it -> response.statusCode() == 200)
            .filter(it -> Hashing.sha256().hashBytes(it).toString().equals(artifact.getChecksum()));
      }
    } catch (IOException | IllegalArgumentException e) {
      log.debug("{} cannot be fetched: {}", artifact.getStorageAddress(), e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
