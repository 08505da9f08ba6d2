package orchestrator.scenario.proxy.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.NodeFailureException;
import orchestrator.scenario.proxy.net.NodeFields;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;
import orchestrator.scenario.proxy.net.Template;

/** Makes proxies that call methods. */
final class JsonRpcProxies implements Proxies {
  private static final String URL = "url";
  private static final String PUBLISH = "[\"root\",\"{name}\",\"{payload}\"]";

  private final Optional<Peer> common;
  private final String method;
  private final Template params;
  private final String alive;
  private final Network network;
  private final Optional<MultichainSetup> setup;

  JsonRpcProxies(Options options) {
    common = Peer.ofOption(options, URL, "http");
    method = options.text("method").orElse("publish");
    params = Template.of("params", options.text("params").orElse(PUBLISH));
    if (!params.json().isContainerNode()) {
      throw Options.wrong("params", "must be a JSON list or object");
    }
    alive = options.text("alive").orElse("getinfo");
    network = new Network(options);
    try {
      setup = MultichainSetup.of(options, network);
    } catch (IllegalArgumentException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public Optional<String> identity(JsonNode node) {
    try {
      NodeFields fields = new NodeFields(node);
      return ownPeer(fields).map(peer -> peer.authority() + peer.path());
    } catch (IllegalArgumentException e) {
      // Told when it is to be connected.
      return Optional.empty();
    }
  }

  private static Optional<Peer> ownPeer(NodeFields node) {
    Optional<Peer> url = Peer.ofNode(node, URL, "http");
    return url.isPresent() || !node.has("host")
        ? url
        : Optional.of(new Peer(false, node.host("host"), node.port("rpc_port"), "/"));
  }

  @Override
  public Proxy connect(JsonNode json) {
    NodeFields node = new NodeFields(json);
    Peer peer =
        ownPeer(node)
            .or(() -> common)
            .orElseThrow(
                () ->
                    NodeFields.wrong("host", "is missing, and so are its url and the option url"));
    Optional<Login> login = node.text("user").map(user -> new Login(user, node.need("password")));
    JsonRpc rpc = new JsonRpc(network.http(peer), login);
    return new JsonRpcProxy(rpc, method, params, alive, network.concurrent());
  }

  @Override
  public void prepare(Proxy proxy) throws InterruptedException, NodeFailureException {
    if (setup.isPresent() && proxy instanceof JsonRpcProxy node) {
      setup.get().prepare(node.rpc());
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
