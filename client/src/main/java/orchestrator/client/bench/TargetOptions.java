package orchestrator.client.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import picocli.CommandLine.Option;

/** Which server to measure, and as whom. */
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

  @Option(names = "--tls", description = "Speak TLS and trust what the JVM trusts.")
  private boolean tls;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Speak TLS and trust these certificate authorities (PEM).")
  private Optional<Path> authorities;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The client's certificate (PEM), for mutual TLS; needs --tls-key.")
  private Optional<Path> certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The key of the client's certificate (PEM).")
  private Optional<Path> key;

  String target() {
    return target;
  }

  /** What is wrong with these options taken together. */
  Optional<String> fault() {
    return certificate.isPresent() == key.isPresent()
        ? Optional.empty()
        : Optional.of("--tls-cert and --tls-key go together");
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
    if (tls) {
      builder.tls();
    }
    authorities.ifPresent(builder::tls);
    certificate.ifPresent(chain -> builder.clientCertificate(chain, key.orElseThrow()));
    return builder.build();
  }
}
