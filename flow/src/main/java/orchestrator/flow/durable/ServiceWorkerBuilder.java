package orchestrator.flow.durable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.service.Service;
import orchestrator.flow.wire.MessageCodec;

/** Describes a {@link ServiceWorker}. */
public final class ServiceWorkerBuilder {
  private static final int CONCURRENCY = 16;

  private final OrchestratorClient client;
  private final Map<String, Service> services = new HashMap<>();
  private MessageCodec codec = MessageCodec.standard();
  private MessageStore store = MessageStore.inAssets(DurableFlowsBuilder.LONGEST_MESSAGE);
  private final Set<String> owners = new HashSet<>();
  private String name = "";
  private int concurrency = CONCURRENCY;

  ServiceWorkerBuilder(OrchestratorClient client) {
    this.client = client;
  }

  /**
   * Runs a service.
   *
   * @throws IllegalArgumentException when one of that name is there already
   */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder service(Service service) {
    if (services.putIfAbsent(service.name(), service) != null) {
      throw new IllegalArgumentException(
          "two services have the name '%s'".formatted(service.name()));
    }
    return this;
  }

  /**
   * Takes messages of flows of these organizations only; of any organization of the channel unless
   * said here.
   */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder from(String... organizations) {
    owners.addAll(Arrays.asList(organizations));
    return this;
  }

  /**
   * Names this process, where several of one organization run the same service. A process that is
   * started again takes up what one of its name had begun; without names, any does.
   */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** How many messages are worked on at the same time; 16 unless said here. */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder concurrency(int messages) {
    concurrency = messages;
    return this;
  }

  /** How bodies are read and written, as the orchestrator of the flows does it. */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder codec(MessageCodec codec) {
    this.codec = codec;
    return this;
  }

  /** Where messages are kept, as the orchestrator of the flows does it. */
  @CanIgnoreReturnValue
  public ServiceWorkerBuilder store(MessageStore store) {
    this.store = store;
    return this;
  }

  /** Starts to look for messages, on threads of its own. */
  public ServiceWorker start() {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("a worker needs at least one service");
    }
    return new ServiceWorker(client, services, owners, codec, store, name, concurrency);
  }
}
