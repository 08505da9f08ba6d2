package orchestrator.graph.run;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;
import orchestrator.proto.Addressable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches artefacts that another runner has kept, from the door that it has registered. */
final class OtherRunners {
  private static final Logger LOG = LoggerFactory.getLogger(OtherRunners.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 16 << 20;

  private final String organization;
  private final String channel;
  private final Optional<Path> token;
  private final HttpClient http;

  /**
   * Asks as an organization on a channel.
   *
   * @throws IllegalArgumentException when the authorities cannot be used; says why
   */
  OtherRunners(String organization, String channel, RunnerSettings.Fetching fetching) {
    this.organization = organization;
    this.channel = channel;
    token = fetching.token();
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER);
    fetching.authorities().map(OtherRunners::trusting).ifPresent(builder::sslContext);
    http = builder.build();
  }

  private static SSLContext trusting(Path authorities) {
    try {
      return new PemFile(authorities).trusting();
    } catch (PemException e) {
      throw new IllegalArgumentException("cannot use " + authorities + ": " + e.getMessage(), e);
    }
  }

  private HttpRequest request(URI address) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("mspid", organization)
            .header("channel", channel);
    if (token.isPresent()) {
      if (!"https".equals(address.getScheme())
          && !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
        throw new IOException("a token is not sent in the clear");
      }
      // Read each time, so that another one is in use at once.
      request.header("authorization", "Bearer " + Files.readString(token.get()).strip());
    }
    return request.build();
  }

  /** The artefact, if it is to be had now and is what was registered. */
  Optional<byte[]> fetch(Addressable artifact) {
    try {
      HttpRequest request = request(URI.create(artifact.getStorageAddress()));
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] content = body.readNBytes(MOST_BYTES);
        return Optional.of(content)
            .filter(it -> response.statusCode() == 200)
            .filter(it -> Hashing.sha256().hashBytes(it).toString().equals(artifact.getChecksum()));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.info("{} cannot be fetched: {}", artifact.getStorageAddress(), e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
