package orchestrator.scenario.proxy.websocket;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.Options;

/** Opens a WebSocket for each transaction, sends the payload as its only message, and closes it. */
public final class WebSocketProxyType implements ProxyType {
  /** For the service loader. */
  public WebSocketProxyType() {}

  @Override
  public String name() {
    return "websocket";
  }

  @Override
  public String description() {
    return "Sends each payload as the one message of a WebSocket to the node, as ethereum's and"
        + " xain's nodes take it.";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("port", "The port at a node's ipAddress; default 20001.");
    own.put("url", "Where nodes listen whose JSON has neither url nor ipAddress.");
    own.put(
        "close",
        "answered: a transaction has succeeded when the node closes too, having read the message;"
            + " sent: when the message is written; default answered.");
    return Network.options(own);
  }

  @Override
  public Proxies open(Map<String, String> options) {
    return new WebSocketProxies(new Options(options));
  }
}
