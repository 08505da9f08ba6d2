package orchestrator.scenario.proxy.fabric;

import com.google.common.net.HostAndPort;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import orchestrator.scenario.proxy.net.NodeFields;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;

/**
 * Tells where a peer's gateway is.
 *
 * @param authority the name that its TLS certificate has, when that is not its host
 */
record GatewayAddress(HostAndPort endpoint, Optional<String> authority) {
  /**
   * Reads the address from options, if they have one.
   *
   * @throws IllegalArgumentException when it is wrong
   */
  static Optional<GatewayAddress> ofOptions(Options options) {
    return read(options::text, Options::wrong);
  }

  /**
   * Reads the address from what a node registered with, if that has one.
   *
   * @throws IllegalArgumentException when it is wrong
   */
  static Optional<GatewayAddress> ofNode(NodeFields node) {
    return read(node::text, NodeFields::wrong);
  }

  private static Optional<GatewayAddress> read(
      Function<String, Optional<String>> values,
      BiFunction<String, String, IllegalArgumentException> wrong) {
    Optional<String> authority = values.apply(FabricOptions.OVERRIDE_AUTHORITY);
    if (authority.isPresent() && !Peer.isHost(authority.get())) {
      throw wrong.apply(FabricOptions.OVERRIDE_AUTHORITY, "must be a host name or an IP address");
    }
    return values
        .apply(FabricOptions.GATEWAY)
        .map(
            text ->
                endpoint(text)
                    .orElseThrow(() -> wrong.apply(FabricOptions.GATEWAY, "must be HOST:PORT")))
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
