package orchestrator.scenario.proxy.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.MediaType;
import java.util.Optional;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.NodeFields;
import orchestrator.scenario.proxy.net.Options;
import orchestrator.scenario.proxy.net.Peer;
import orchestrator.scenario.proxy.net.Template;

/** Makes proxies that post. */
final class HttpProxies implements Proxies {
  private static final String URL = "url";

  private final Optional<Peer> common;
  private final Optional<Template> body;
  private final MediaType type;
  private final String alive;
  private final Network network;

  HttpProxies(Options options) {
    common = Peer.ofOption(options, URL, "http");
    body = options.text("body").map(text -> Template.of("body", text));
    type = type(options);
    alive = options.text("alive").orElse("/");
    if (!alive.startsWith("/")) {
      throw Options.wrong("alive", "must be a path that begins with /");
    }
    network = new Network(options);
  }

  private MediaType type(Options options) {
    String name =
        options
            .text("content-type")
            .orElse(body.isPresent() ? "application/json" : "text/plain; charset=utf-8");
    try {
      return MediaType.parse(name);
    } catch (IllegalArgumentException e) {
      throw Options.wrong("content-type", "must be a media type such as text/plain");
    }
  }

  @Override
  public Optional<String> identity(JsonNode node) {
    return Optional.of(node.path(URL)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  @Override
  public Proxy connect(JsonNode node) {
    Peer peer =
        Peer.ofNode(new NodeFields(node), URL, "http")
            .or(() -> common)
            .orElseThrow(() -> NodeFields.wrong(URL, "is missing, and so is the option url"));
    return new HttpProxy(network.http(peer), type, body, alive, network.concurrent());
  }

  @Override
  public void close() {
    network.close();
  }
}
