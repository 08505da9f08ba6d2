package orchestrator.scenario.proxy.fabric;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import orchestrator.pem.PemException;
import orchestrator.pem.PemFile;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.net.NodeFields;

/**
 * Connects to peers, all in the name of one user. A node says at most where its peer is; whom to
 * trust and what to call are options.
 */
final class FabricProxies implements Proxies {
  private final FabricOptions options;
  private final User user;
  private final ChannelCredentials credentials;

  private FabricProxies(FabricOptions options, User user, ChannelCredentials credentials) {
    this.options = options;
    this.user = user;
    this.credentials = credentials;
  }

  /**
   * Reads the files that the options name.
   *
   * @throws IllegalArgumentException when one of them cannot be used
   */
  static FabricProxies open(FabricOptions options) {
    return new FabricProxies(
        options,
        User.read(options),
        options.tlsCa().map(FabricProxies::trust).orElseGet(InsecureChannelCredentials::create));
  }

  private static ChannelCredentials trust(Path file) {
    try {
      new PemFile(file).certificates();
      return TlsChannelCredentials.newBuilder().trustManager(file.toFile()).build();
    } catch (PemException e) {
      throw FabricOptions.unusable(FabricOptions.TLS_CA, file, e.getMessage());
    } catch (IOException e) {
      throw FabricOptions.unusable(FabricOptions.TLS_CA, file, "it cannot be read");
    }
  }

  @Override
  public Optional<String> identity(JsonNode node) {
    try {
      return GatewayAddress.ofNode(new NodeFields(node)).map(GatewayAddress::toString);
    } catch (IllegalArgumentException e) {
      // Its registration fails with this.
      return Optional.empty();
    }
  }

  @Override
  public Proxy connect(JsonNode node) {
    GatewayAddress address =
        GatewayAddress.ofNode(new NodeFields(node))
            .or(options::gateway)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "neither the node's JSON nor an option names a gateway"));
    return new FabricProxy(GatewayPeer.at(address, options, user, credentials), options);
  }
}
