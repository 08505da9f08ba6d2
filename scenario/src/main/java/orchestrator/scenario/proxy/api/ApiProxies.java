package orchestrator.scenario.proxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.Membership;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.ReadyFunction;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;

/** Makes the proxies of nodes. Those of the same address share a connection. */
final class ApiProxies implements Proxies {
  private final Map<String, String> options;
  private final Security security;

  @GuardedBy("this")
  private final Map<Address, Connection> connections = new HashMap<>();

  @GuardedBy("this")
  private boolean closed;

  /**
   * Makes proxies.
   *
   * @param checked what the options say, which is only looked at so that they are right
   */
  ApiProxies(Map<String, String> options, ApiSettings checked, Security security) {
    this.options = Map.copyOf(options);
    this.security = security;
  }

  @Override
  public Optional<String> identity(JsonNode node) {
    if (!node.path(ApiOptions.SERVER).isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ApiOptions.read(options, node).address().toString());
    } catch (IllegalArgumentException e) {
      // It is refused when it is to be connected.
      return Optional.empty();
    }
  }

  @Override
  public Proxy connect(JsonNode node) {
    ApiSettings settings = ApiOptions.read(options, node);
    Connection connection = use(settings.address());
    try {
      ApiProxy proxy = new ApiProxy(settings, connection, () -> leave(settings.address()));
      if (settings.followsEvents()) {
        connection.events().ensure();
      }
      return proxy;
    } catch (RuntimeException e) {
      leave(settings.address());
      throw new IllegalStateException(
          settings.address().server() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Registers its organization, and the function of its plans. */
  @Override
  public void prepare(Proxy proxy) {
    ApiProxy ours = (ApiProxy) proxy;
    OrchestratorClient client = ours.client();
    Membership.ensure(client);
    if (ours.settings().plan().isPresent()) {
      ReadyFunction.register(client, Assets.functionOfTasks(client.organization()));
    }
  }

  private synchronized Connection use(Address address) {
    if (closed) {
      throw new IllegalStateException("The service ends.");
    }
    Connection connection =
        connections.computeIfAbsent(address, each -> Connection.to(each, security));
    connection.use();
    return connection;
  }

  private void leave(Address address) {
    Optional<Connection> last;
    synchronized (this) {
      last = Optional.ofNullable(connections.get(address)).filter(Connection::leave);
      last.ifPresent(unused -> connections.remove(address));
    }
    last.ifPresent(Connection::close);
  }

  /** How many connections there are. */
  synchronized int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    List<Connection> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(connections.values());
      connections.clear();
    }
    left.forEach(Connection::close);
  }
}
