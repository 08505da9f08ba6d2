package orchestrator.scenario.proxy.jsonrpc;

import java.util.LinkedHashMap;
import java.util.Map;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;
import orchestrator.scenario.proxy.net.Network;
import orchestrator.scenario.proxy.net.Options;

/** Makes each transaction a call of JSON-RPC over HTTP, without options one of multichain's. */
public final class JsonRpcProxyType implements ProxyType {
  /** For the service loader. */
  public JsonRpcProxyType() {}

  @Override
  public String name() {
    return "jsonrpc";
  }

  @Override
  public String description() {
    return "Calls a method of JSON-RPC at the node, as multichain's publish to the stream root.";
  }

  @Override
  public Map<String, String> options() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("url", "Where nodes listen whose JSON has neither url nor host and rpc_port.");
    own.put("method", "The method; default publish.");
    own.put(
        "params",
        "Its parameters as JSON; {name} {payload} {number} {run} {entry} in its texts stand for"
            + " what the transaction has; default [\"root\",\"{name}\",\"{payload}\"].");
    own.put("alive", "Method whose result shows that a node lives; default getinfo.");
    own.put(
        "setup",
        "multichain lets the master grant each new node receive, send and mine; default none.");
    own.put("master-url", "Where the master listens, for the option setup.");
    own.put("master-user", "The user at the master.");
    own.put("master-password", "The password at the master; better in a file.");
    own.put("master-password-file", "File whose first line is the password at the master.");
    own.put("prepare-wait", "Seconds for a node to catch up with the master; default 60.");
    return Network.options(own);
  }

  @Override
  public Proxies open(Map<String, String> options) {
    return new JsonRpcProxies(new Options(options));
  }
}
