package orchestrator.client.bench;

import java.time.Duration;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import orchestrator.client.TlsOptions;
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

  @Mixin private TlsOptions tls = new TlsOptions();

  String target() {
    return target;
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
    return tls.applyTo(builder, organization).build();
  }
}
