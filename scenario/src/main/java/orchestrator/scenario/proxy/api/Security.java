package orchestrator.scenario.proxy.api;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;

/**
 * Says whether and how servers are spoken to by TLS. Only options say so: a node must not name
 * files of this machine.
 *
 * @param tls whether to speak TLS
 * @param authorities who is trusted; empty for whom the JVM trusts
 * @param identity the client's certificate, for mutual TLS
 */
record Security(boolean tls, Optional<Path> authorities, Optional<Identity> identity) {
  private static final String TLS = "tls";
  private static final String AUTHORITIES = "tls-ca";
  private static final String CERTIFICATE = "tls-certificate";
  private static final String KEY = "tls-key";

  static final Map<String, String> MEANINGS = meanings();

  /** Names a certificate's file and its key's. */
  record Identity(Path certificate, Path key) {}

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(TLS, "Whether to speak TLS, true or false (true with one of the files below).");
    meanings.put(
        AUTHORITIES, "A file of the certificate authorities to trust, PEM (those of the JVM).");
    meanings.put(CERTIFICATE, "A file of a client's certificate for mutual TLS, PEM (none).");
    meanings.put(KEY, "The file of that certificate's key, PEM (none).");
    return Collections.unmodifiableMap(meanings);
  }

  /**
   * Reads options, and once the files that they name.
   *
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  static Security read(Map<String, String> options) {
    Optional<Path> authorities = file(options, AUTHORITIES);
    Optional<Path> certificate = file(options, CERTIFICATE);
    Optional<Path> key = file(options, KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(CERTIFICATE + " and " + KEY + " go together.");
    }
    boolean files = authorities.isPresent() || certificate.isPresent();
    boolean tls =
        switch (options.getOrDefault(TLS, Boolean.toString(files))) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new IllegalArgumentException(TLS + " is neither true nor false.");
        };
    if (files && !tls) {
      throw new IllegalArgumentException(TLS + " is false, so there must be no files for it.");
    }
    Security read =
        new Security(tls, authorities, certificate.map(each -> new Identity(each, key.get())));
    read.check();
    return read;
  }

  private static Optional<Path> file(Map<String, String> options, String name) {
    try {
      return Optional.ofNullable(options.get(name)).map(Path::of);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(name + " is not the name of a file.", e);
    }
  }

  private void check() {
    OrchestratorClientBuilder trial = OrchestratorClient.builder("127.0.0.1");
    try {
      authorities.ifPresent(trial::tls);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(AUTHORITIES + ": " + e.getMessage(), e);
    }
    try {
      identity.ifPresent(own -> trial.clientCertificate(own.certificate(), own.key()));
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(CERTIFICATE + ": " + e.getMessage(), e);
    }
  }

  /** Lets a client speak so. */
  void applyTo(OrchestratorClientBuilder builder) {
    if (tls) {
      builder.tls();
    }
    authorities.ifPresent(builder::tls);
    identity.ifPresent(own -> builder.clientCertificate(own.certificate(), own.key()));
  }
}
