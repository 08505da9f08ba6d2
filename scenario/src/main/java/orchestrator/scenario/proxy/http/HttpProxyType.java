package orchestrator.scenario.proxy.http;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.Options;

/** Posts each payload to the URL with which a node registered. */
public final class HttpProxyType implements ProxyType {
  /** For the service loader. */
  public HttpProxyType() {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String description() {
    return "Posts each payload to the URL in the node's JSON; an answer of 2xx is a success.";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("url", "Where nodes listen whose JSON has no url, as http://host:8080/path.");
    own.put(
        "body",
        "JSON to post in place of the payload; {name} {payload} {number} {run} {entry} in its texts"
            + " stand for what the transaction has.");
    own.put(
        "content-type",
        "What the body is called; default text/plain, with the option body application/json.");
    own.put("alive", "Path to which any answer shows that a node lives; default /.");
    return Network.options(own);
  }

  @Override
  public Proxies open(Map<String, String> options) {
    return new HttpProxies(new Options(options));
  }
}
