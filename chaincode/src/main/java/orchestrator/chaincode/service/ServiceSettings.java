package orchestrator.chaincode.service;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;

/**
 * Holds what the environment tells a chaincode that runs as a service.
 *
 * @param packageId of the package by which the peer knows the service
 * @param address where it listens
 * @param tls empty for a service without TLS
 */
record ServiceSettings(String packageId, InetSocketAddress address, Optional<ServiceTls> tls) {
  private static final String PACKAGE_ID = "CORE_CHAINCODE_ID_NAME";
  static final String ADDRESS = "CHAINCODE_SERVER_ADDRESS";

  private static final Pattern HOST_PORT = Pattern.compile("(.+):(\\d{1,5})");

  /** A peer takes 100 MiB from a client, and hands on the request beside the proposal with it. */
  private static final int MESSAGE_BYTES = 256 << 20;

  /** Reads the variables of the process. */
  static ServiceSettings from(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new ServiceSettings(
        packageId(environment),
        address(environment.required(ADDRESS, "where to listen, HOST:PORT")),
        ServiceTls.from(environment));
  }

  static String packageId(Environment environment) {
    return environment.required(PACKAGE_ID, "the id of the package that the peer has installed");
  }

  private static InetSocketAddress address(String text) {
    Matcher parts = HOST_PORT.matcher(text);
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    if (port == 0 || port >= 1 << 16) {
      throw new SettingException(ADDRESS, "\"" + text + "\" is not HOST:PORT");
    }
    return new InetSocketAddress(parts.group(1), port);
  }

  /** The same for the shim's server. */
  ChaincodeServerProperties properties() {
    ChaincodeServerProperties properties = new ChaincodeServerProperties();
    properties.setServerAddress(address);
    properties.setMaxInboundMessageSize(MESSAGE_BYTES);
    // Else the peer has to connect anew every few seconds.
    properties.setMaxConnectionAgeSeconds(Integer.MAX_VALUE);
    tls.ifPresent(
        with -> {
          properties.setTlsEnabled(true);
          properties.setKeyCertChainFile(with.certificate().text());
          properties.setKeyFile(with.key().text());
          with.clientCa().ifPresent(ca -> properties.setTrustCertCollectionFile(ca.text()));
        });
    return properties;
  }
}
