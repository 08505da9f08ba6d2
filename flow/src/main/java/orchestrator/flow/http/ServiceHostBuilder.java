package orchestrator.flow.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orchestrator.flow.service.Service;

/** Describes a {@link ServiceHost}. All of it is checked when it is started. */
public final class ServiceHostBuilder extends PeerBuilder<ServiceHostBuilder> {
  private static final Duration PATIENCE = Duration.ofHours(24);

  private final Map<String, Service> services = new TreeMap<>();
  private final Set<URI> orchestrators = new LinkedHashSet<>();
  private int mostMessages = 10_000;
  private int threads = 16;

  ServiceHostBuilder() {
    super(PATIENCE);
  }

  @Override
  ServiceHostBuilder self() {
    return this;
  }

  /** Serves a service. */
  @CanIgnoreReturnValue
  public ServiceHostBuilder service(Service service) {
    if (services.put(service.name(), service) != null) {
      throw new IllegalArgumentException(
          "two services have the name '%s'".formatted(service.name()));
    }
    return this;
  }

  /**
   * An orchestrator to which answers may be sent; there may be several. A request says to which of
   * them; without any here, it may say any that is on this machine.
   */
  @CanIgnoreReturnValue
  public ServiceHostBuilder orchestrator(URI address) {
    orchestrators.add(checked("an orchestrator", address));
    return this;
  }

  /**
   * How many requests may be under way, those included whose answers no orchestrator has yet; 10
   * 000 unless said. More are asked to come later.
   */
  @CanIgnoreReturnValue
  public ServiceHostBuilder mostMessages(int messages) {
    mostMessages = positive("mostMessages", messages);
    return this;
  }

  /** How many threads run commands; 16 unless said. */
  @CanIgnoreReturnValue
  public ServiceHostBuilder threads(int threads) {
    this.threads = positive("threads", threads);
    return this;
  }

  /**
   * Starts to take requests.
   *
   * @throws IllegalArgumentException when there is no service, or it is to listen beyond this
   *     machine without a token or without knowing its orchestrator
   * @throws IOException when the address cannot be bound
   */
  public ServiceHost start() throws IOException {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("a host needs a service");
    }
    Settings settings = settings();
    if (!settings.isLoopback() && orchestrators.isEmpty()) {
      throw new IllegalArgumentException(
          "a host that listens beyond this machine must know its orchestrators");
    }
    return new ServiceHost(settings, services, orchestrators, mostMessages, threads);
  }
}
