package orchestrator.scenario.proxy.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.NodeFields;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;

/** Makes proxies that open WebSockets. */
final class WebSocketProxies implements Proxies {
  private static final String URL = "url";
  private static final String ADDRESS = "ipAddress";
  private static final int PORT = 20_001;
  private static final int LAST_PORT = 65_535;

  private final Optional<Peer> common;
  private final int port;
  private final boolean answered;
  private final Network network;

  WebSocketProxies(Options options) {
    common = Peer.ofOption(options, URL, "ws");
    port = options.integer("port", PORT, 1, LAST_PORT);
    answered = options.word("close", List.of("answered", "sent")).equals("answered");
    network = new Network(options);
  }

  @Override
  public Optional<String> identity(JsonNode node) {
    return Optional.of(node.path(URL))
        .filter(JsonNode::isTextual)
        .or(() -> Optional.of(node.path(ADDRESS)).filter(JsonNode::isTextual))
        .map(JsonNode::textValue);
  }

  @Override
  public Proxy connect(JsonNode json) {
    NodeFields node = new NodeFields(json);
    Peer peer =
        Peer.ofNode(node, URL, "ws")
            .or(() -> atPort(node))
            .or(() -> common)
            .orElseThrow(
                () ->
                    NodeFields.wrong(ADDRESS, "is missing, and so are its url and the option url"));
    return new WebSocketProxy(network.webSocket(peer), answered, network.concurrent());
  }

  private Optional<Peer> atPort(NodeFields node) {
    return node.has(ADDRESS)
        ? Optional.of(new Peer(false, node.host(ADDRESS), port, "/"))
        : Optional.empty();
  }

  @Override
  public void close() {
    network.close();
  }
}
