package orchestrator.scenario.proxy.api;

import java.time.Duration;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorClientBuilder;

/** Holds what the nodes of one address share: a connection, and a subscription to events. */
final class Connection implements AutoCloseable {
  /** For what is asked while somebody waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OrchestratorClient client;
  private final EventWatch events;

  /** How many nodes use it; guarded by who shares it out. */
  private int users;

  Connection(OrchestratorClient client) {
    this.client = client;
    events = new EventWatch(client);
  }

  /** Connects with the first call. */
  static Connection to(Address address, Security security) {
    OrchestratorClientBuilder builder =
        OrchestratorClient.builder("dns:///" + address.server())
            .organization(address.organization())
            .channel(address.channel())
            .deadline(PATIENCE)
            .retryBudget(Duration.ZERO)
            .callbacksOnTransportThread();
    address.chaincode().ifPresent(builder::chaincode);
    security.applyTo(builder);
    return new Connection(builder.build());
  }

  OrchestratorClient client() {
    return client;
  }

  EventWatch events() {
    return events;
  }

  void use() {
    users++;
  }

  /** Whether it is used no more. */
  boolean leave() {
    users--;
    return users == 0;
  }

  @Override
  public void close() {
    events.close();
    client.abort();
  }
}
