package orchestrator.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;
import picocli.CommandLine.Option;

/** Which server is used, and how. */
final class ConnectionOptions {

  private static final String ORGANIZATION = "{organization}";

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "A server that runs already; as ORGANIZATION=HOST:PORT, that organization's own. Without"
              + " it the demo starts one of its own.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--channel",
      defaultValue = "mychannel",
      paramLabel = "NAME",
      description = "The channel to work on (default ${DEFAULT-VALUE}).")
  private String channel;

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
      description =
          "A client's certificate (PEM), for mutual TLS; {organization} in the name stands for"
              + " the organization. Needs --tls-key.")
  private Optional<String> certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The key of that certificate (PEM), named alike.")
  private Optional<String> key;

  /** What is wrong with these options taken together. */
  Optional<String> fault() {
    if (certificate.isPresent() != key.isPresent()) {
      return Optional.of("--tls-cert and --tls-key go together");
    }
    boolean secured = tls || authorities.isPresent() || certificate.isPresent();
    return secured && servers.isEmpty()
        ? Optional.of("TLS needs --server: the demo's own server speaks plainly, on loopback only")
        : Optional.empty();
  }

  /** The servers that were given; empty when the demo is to start one. */
  Optional<ServerAddresses> servers() {
    return ServerAddresses.parse(servers);
  }

  String channel() {
    return channel;
  }

  /**
   * Connects an organization.
   *
   * @param patience how long a call goes on when the server is away
   * @throws java.io.UncheckedIOException when a certificate cannot be read
   */
  OrchestratorClient connect(String address, String organization, Duration patience) {
    OrchestratorClientBuilder builder =
        OrchestratorClient.builder(address)
            .organization(organization)
            .channel(channel)
            .retryBudget(patience);
    if (tls) {
      builder.tls();
    }
    authorities.ifPresent(builder::tls);
    certificate.ifPresent(
        file ->
            builder.clientCertificate(of(organization, file), of(organization, key.orElseThrow())));
    return builder.build();
  }

  private static Path of(String organization, String file) {
    return Path.of(file.replace(ORGANIZATION, organization));
  }
}
