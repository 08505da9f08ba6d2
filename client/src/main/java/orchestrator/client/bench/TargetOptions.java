package orchestrator.client.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import orchestrator.client.TlsOptions;
import orchestrator.client.http.JsonChannel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the options that say which server to measure, and as whom. */
final class TargetOptions {
  @Option(
      names = "--target",
      defaultValue = "127.0.0.1:9000",
      paramLabel = "HOST:PORT",
      description = "The server's gRPC address (default ${DEFAULT-VALUE}).")
  private String target;

  @Option(
      names = "--channel",
      defaultValue = "mychannel",
      paramLabel = "NAME",
      description = "The channel to work on (default ${DEFAULT-VALUE}).")
  private String channel;

  @Option(
      names = "--organization",
      defaultValue = "MyOrg1MSP",
      paramLabel = "MSPID",
      description = "The organization that calls (default ${DEFAULT-VALUE}).")
  private String organization;

  @Option(
      names = "--http",
      description =
          "The target is a server's HTTP port, as 127.0.0.1:8484 or https://example.org: call over"
              + " HTTP and JSON.")
  private boolean http;

  @Option(
      names = "--metrics",
      paramLabel = "HOST:PORT",
      description =
          "The server's HTTP port, to tell from its metrics how much processor time it took a"
              + " call; with --http the target itself.")
  private Optional<String> metrics = Optional.empty();

  @Mixin private TlsOptions tls = new TlsOptions();

  String target() {
    return target;
  }

  /** Where the server's metrics are, if that is known. */
  Optional<URI> metrics() {
    return metrics.or(() -> http ? Optional.of(target) : Optional.empty()).map(TargetOptions::root);
  }

  private static URI root(String address) {
    return URI.create(address.contains("://") ? address : "http://" + address);
  }

  /** What is wrong with these options taken together. */
  Optional<String> fault() {
    return tls.fault();
  }

  /**
   * A new connection. Its calls are tried once, since a retry would hide what is to be measured.
   *
   * @throws java.io.UncheckedIOException when a certificate cannot be read
   */
  OrchestratorClient connect() {
    OrchestratorClientBuilder builder =
        OrchestratorClient.builder(target)
            .organization(organization)
            .channel(channel)
            .retryBudget(Duration.ZERO)
            .callbacksOnTransportThread();
    if (http) {
      URI door = root(target);
      boolean lean = door.getScheme().equals("http") && door.getPort() > 0;
      return builder.transport(lean ? JsonChannel.lean(door) : new JsonChannel(door)).build();
    }
    return tls.applyTo(builder, organization).build();
  }
}
