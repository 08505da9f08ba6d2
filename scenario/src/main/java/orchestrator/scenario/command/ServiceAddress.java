package orchestrator.scenario.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;
import picocli.CommandLine.Option;

/** Reads the options that say where a service is, and asks it. */
final class ServiceAddress {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--service",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:21000",
      description =
          "Where the service takes settings, as HOST:PORT or https://HOST:PORT (default"
              + " ${DEFAULT-VALUE}).")
  private String service = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the service's token, which is needed from another machine.")
  private Optional<Path> token = Optional.empty();

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description =
          "The certificate authorities (PEM) that are trusted for https; without it the JDK's.")
  private Optional<Path> authorities = Optional.empty();

  JsonNode get(String path) {
    return ask(request(path).GET().build());
  }

  JsonNode post(String path) {
    return ask(request(path).POST(BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    String root = service.contains("://") ? service : "http://" + service;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(root.replaceFirst("/+$", "") + path)).timeout(PATIENCE);
      token.ifPresent(file -> request.header("authorization", "Bearer " + Tokens.read(file)));
      return request;
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.wrongUse("--service is HOST:PORT, and is " + service);
    }
  }

  private JsonNode ask(HttpRequest request) {
    try {
      HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
      authorities.ifPresent(file -> client.sslContext(trusting(file)));
      HttpResponse<String> answer = client.build().send(request, BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() == 200) {
        return body;
      }
      throw new CommandFailedException(
          Exit.REFUSED, "the service refuses: " + body.path("detail").asText("no reason given"));
    } catch (JsonProcessingException e) {
      throw new CommandFailedException(
          Exit.FAILED, "what answers at " + service + " is no service of scenarios");
    } catch (HttpTimeoutException e) {
      throw unavailable("does not answer");
    } catch (SSLException e) {
      throw unavailable("is not trusted: " + e.getMessage());
    } catch (ConnectException e) {
      throw unavailable("cannot be reached");
    } catch (IOException e) {
      throw unavailable("cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for");
    }
  }

  private static SSLContext trusting(Path file) {
    try {
      return new PemFile(file).trusting();
    } catch (PemException e) {
      throw CommandFailedException.wrongUse("--tls-ca " + file + ": " + e.getMessage());
    }
  }

  private CommandFailedException unavailable(String what) {
    return new CommandFailedException(Exit.UNAVAILABLE, "the service at " + service + " " + what);
  }
}
