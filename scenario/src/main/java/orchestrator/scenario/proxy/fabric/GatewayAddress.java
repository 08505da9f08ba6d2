package orchestrator.scenario.proxy.fabric;

import com.google.common.net.HostAndPort;
import java.util.Optional;
import orchestrator.scenario.proxy.net.NodeFields;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;

/**
 * Tells where a peer's gateway is.
 *
 * @param authority the name that its TLS certificate has, when that is not its host
 */
record GatewayAddress(HostAndPort endpoint, Optional<String> authority) {
  private static final String ENDPOINT_RULE = "must be HOST:PORT";
  private static final String AUTHORITY_RULE = "must be a host name or an IP address";

  /**
   * Reads the address from options, if they have one.
   *
   * @throws IllegalArgumentException when it is wrong
   */
  static Optional<GatewayAddress> ofOptions(Options options) {
    Optional<String> authority = options.text(FabricOptions.OVERRIDE_AUTHORITY);
    if (authority.isPresent() && !Peer.isHost(authority.get())) {
      throw Options.wrong(FabricOptions.OVERRIDE_AUTHORITY, AUTHORITY_RULE);
    }
    return options
        .text(FabricOptions.GATEWAY)
        .map(
            text ->
                endpoint(text)
                    .orElseThrow(() -> Options.wrong(FabricOptions.GATEWAY, ENDPOINT_RULE)))
        .map(endpoint -> new GatewayAddress(endpoint, authority));
  }

  /**
   * Reads the address from what a node registered with, if that has one.
   *
   * @throws IllegalArgumentException when it is wrong
   */
  static Optional<GatewayAddress> ofNode(NodeFields node) {
    Optional<String> authority = node.text(FabricOptions.OVERRIDE_AUTHORITY);
    if (authority.isPresent() && !Peer.isHost(authority.get())) {
      throw NodeFields.wrong(FabricOptions.OVERRIDE_AUTHORITY, AUTHORITY_RULE);
    }
    return node.text(FabricOptions.GATEWAY)
        .map(
            text ->
                endpoint(text)
                    .orElseThrow(() -> NodeFields.wrong(FabricOptions.GATEWAY, ENDPOINT_RULE)))
        .map(endpoint -> new GatewayAddress(endpoint, authority));
  }

  private static Optional<HostAndPort> endpoint(String text) {
    try {
      return Optional.of(HostAndPort.fromString(text).requireBracketsForIPv6())
          .filter(HostAndPort::hasPort)
          .filter(endpoint -> endpoint.getPort() > 0 && Peer.isHost(endpoint.getHost()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
