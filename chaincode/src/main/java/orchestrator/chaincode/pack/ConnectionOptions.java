package orchestrator.chaincode.pack;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.regex.Pattern;
import orchestrator.chaincode.pack.Connection.Client;
import orchestrator.chaincode.pack.Connection.PeerTls;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;
import picocli.CommandLine.Option;

/** Reads the options that say how a peer reaches the service. */
final class ConnectionOptions {
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*}}", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("[^:\\s]+:\\d{1,5}");
  private static final int LAST_PORT = 65_535;
  private static final String KEY_END = "PRIVATE KEY-----";
  private static final Pattern TIMEOUT = Pattern.compile("\\d+(ms|s|m)");

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Where the peer reaches the service.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--dial-timeout",
      defaultValue = "10s",
      paramLabel = "TIME",
      description = "How long the peer tries to connect (default ${DEFAULT-VALUE}).")
  private String dialTimeout = "";

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Who signs the service's certificate, in PEM; the peer then asks for TLS.")
  private Optional<Path> tlsCa = Optional.empty();

  @Option(
      names = "--client-certificate",
      paramLabel = "FILE",
      description = "What the peer shows to the service, in PEM.")
  private Optional<Path> clientCertificate = Optional.empty();

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      description = "Its key, in PEM; it is in the package then.")
  private Optional<Path> clientKey = Optional.empty();

  /** True if any option names a service. */
  boolean isGiven() {
    return address.isPresent() || tlsCa.isPresent() || hasClient();
  }

  private boolean hasClient() {
    return clientCertificate.isPresent() || clientKey.isPresent();
  }

  /**
   * The connection that the options describe.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  Connection connection() {
    String where =
        address.orElseThrow(
            () ->
                new IllegalArgumentException("--address: missing; it is the service's HOST:PORT"));
    requireForm("--address", where, ADDRESS, "HOST:PORT");
    requirePort("--address", where);
    requireForm("--dial-timeout", dialTimeout, TIMEOUT, "a time such as 10s");
    if (hasClient() && tlsCa.isEmpty()) {
      throw new IllegalArgumentException("--tls-ca: missing; a client's certificate needs TLS");
    }
    return new Connection(where, dialTimeout, tlsCa.map(ca -> tls(certificate("--tls-ca", ca))));
  }

  private PeerTls tls(String rootCertificate) {
    if (!hasClient()) {
      return new PeerTls(rootCertificate, Optional.empty());
    }
    if (clientCertificate.isEmpty() || clientKey.isEmpty()) {
      throw new IllegalArgumentException(
          "--client-certificate and --client-key: one is missing; give both or none");
    }
    Client client =
        new Client(
            certificate("--client-certificate", clientCertificate.get()),
            key("--client-key", clientKey.get()));
    if (!isTemplate(client.certificate()) && !isTemplate(client.key())) {
      requireKeyOf(clientCertificate.get(), clientKey.get());
    }
    return new PeerTls(rootCertificate, Optional.of(client));
  }

  private static void requireKeyOf(Path certificate, Path key) {
    try {
      PublicKey publicKey = new PemFile(certificate).certificates().get(0).getPublicKey();
      var unused = new PemFile(key).keyOf(publicKey);
    } catch (PemException e) {
      throw new IllegalArgumentException("--client-key: " + key + ": " + e.getMessage(), e);
    }
  }

  private static boolean isTemplate(String text) {
    return TEMPLATE.matcher(text).find();
  }

  private static void requireForm(String option, String text, Pattern form, String name) {
    if (!form.matcher(text).matches() && !isTemplate(text)) {
      throw new IllegalArgumentException(option + ": \"" + text + "\" is not " + name);
    }
  }

  private static void requirePort(String option, String address) {
    if (ADDRESS.matcher(address).matches()) {
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      if (port == 0 || port > LAST_PORT) {
        throw new IllegalArgumentException(
            option + ": \"" + address + "\" has no port from 1 to " + LAST_PORT);
      }
    }
  }

  /** A package is handed on to everybody, so that a key in the wrong place is a key given away. */
  private static String certificate(String option, Path file) {
    String text = text(option, file);
    if (text.contains(KEY_END)) {
      throw new IllegalArgumentException(option + ": there is a private key in " + file);
    }
    if (!isTemplate(text)) {
      try {
        var unused = new PemFile(file).certificates();
      } catch (PemException e) {
        throw new IllegalArgumentException(
            option + ": there is no PEM certificate that can be read in " + file, e);
      }
    }
    return text;
  }

  private static String key(String option, Path file) {
    String text = text(option, file);
    if (!text.contains(KEY_END) && !isTemplate(text)) {
      throw new IllegalArgumentException(option + ": there is no PEM private key in " + file);
    }
    return text;
  }

  private static String text(String option, Path file) {
    if (file.toString().isEmpty()) {
      throw new IllegalArgumentException(option + ": must not be empty");
    }
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(option + ": there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(option + ": " + file + " is not in PEM", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(option + ": cannot read " + file, e);
    }
  }
}
