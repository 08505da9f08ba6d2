package orchestrator.scenario.proxy.fabric;

import java.util.Map;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;
import orchestrator.scenario.proxy.net.Options;

/** Sends transactions to any chaincode of a Fabric network. */
public final class FabricProxyType implements ProxyType {
  /** For the service loader. */
  public FabricProxyType() {}

  @Override
  public String name() {
    return "fabric";
  }

  @Override
  public String description() {
    return "Calls a function of any chaincode of a Fabric network, through the gateway of a peer.";
  }

  @Override
  public Map<String, String> options() {
    return FabricOptions.MEANINGS;
  }

  @Override
  public Proxies open(Map<String, String> options) {
    return FabricProxies.open(FabricOptions.read(new Options(options)));
  }
}
