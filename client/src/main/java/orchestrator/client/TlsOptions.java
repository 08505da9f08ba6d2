package orchestrator.client;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Holds whether and how a command speaks TLS: options of its command line, mixed in by picocli. */
public final class TlsOptions {
  private static final String ORGANIZATION = "{organization}";

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

  /** Whether any of them is given. */
  public boolean areGiven() {
    return tls || authorities.isPresent() || certificate.isPresent() || key.isPresent();
  }

  /** What is wrong with them taken together. */
  public Optional<String> fault() {
    return certificate.isPresent() == key.isPresent()
        ? Optional.empty()
        : Optional.of("--tls-cert and --tls-key go together");
  }

  /**
   * Lets a client speak as these options say.
   *
   * @param organization who calls
   * @return the builder
   * @throws java.io.UncheckedIOException when a certificate cannot be read
   */
  public OrchestratorClientBuilder applyTo(OrchestratorClientBuilder builder, String organization) {
    if (tls) {
      builder.tls();
    }
    authorities.ifPresent(builder::tls);
    certificate.ifPresent(
        chain ->
            builder.clientCertificate(
                file(chain, organization), file(key.orElseThrow(), organization)));
    return builder;
  }

  private static Path file(String name, String organization) {
    return Path.of(name.replace(ORGANIZATION, organization));
  }
}
