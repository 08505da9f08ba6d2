package orchestrator.scenario.proxy.api;

import java.util.Map;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.ProxyType;

/** Declares the proxy of an orchestrator, in every mode of it. */
public final class ApiProxyType implements ProxyType {
  @Override
  public String name() {
    return "api";
  }

  @Override
  public String description() {
    return "Registers functions, or plans that it drives to their end, at an orchestrator by gRPC.";
  }

  @Override
  public Map<String, String> options() {
    return ApiOptions.MEANINGS;
  }

  @Override
  public Proxies open(Map<String, String> options) {
    return new ApiProxies(options, ApiOptions.read(options), Security.read(options));
  }
}
