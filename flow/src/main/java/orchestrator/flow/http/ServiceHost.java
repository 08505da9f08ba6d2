package orchestrator.flow.http;

import com.google.common.net.UrlEscapers;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import orchestrator.flow.service.Service;

/**
 * Serves services to orchestrators in other processes, which {@link HttpFlows} are. A request that
 * comes twice is done once, as long as this process lives and remembers it.
 *
 * <pre>{@code
 * try (ServiceHost host =
 *     ServiceHost.builder()
 *         .service(stock)
 *         .listen("127.0.0.1:8091")
 *         .orchestrator(URI.create("http://127.0.0.1:8090"))
 *         .start()) {
 *   …
 * }
 * }</pre>
 *
 * <p>Nothing survives the process: who sent a request sends it again when the process is back, and
 * the command is run again.
 */
public final class ServiceHost implements AutoCloseable {
  private final Settings settings;
  private final Worker worker;
  private final Listener listener;

  ServiceHost(
      Settings settings,
      Map<String, Service> services,
      Set<URI> orchestrators,
      int mostMessages,
      int threads)
      throws IOException {
    this.settings = settings;
    this.worker = new Worker(settings, mostMessages, threads);
    ServiceEndpoints endpoints =
        new ServiceEndpoints(services, orchestrators, settings.codec(), worker);
    try {
      this.listener = Listener.open(settings, endpoints::addTo);
    } catch (IOException | RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  /** Begins the description of a host. */
  public static ServiceHostBuilder builder() {
    return new ServiceHostBuilder();
  }

  /** Where the requests for a service go. */
  static URI path(URI host, String service) {
    return URI.create(host + "/messages/" + UrlEscapers.urlPathSegmentEscaper().escape(service));
  }

  /** Where it takes messages. */
  public URI address() {
    return listener.address();
  }

  /** Answers that could not be delivered to orchestrators. */
  public DeadLetters deadLetters() {
    return settings.deadLetters();
  }

  /**
   * Sends a dead letter again, and takes it from those that are kept. It comes back if it fails.
   *
   * @throws IllegalArgumentException when it is no answer
   */
  public void resend(DeadLetter letter) {
    if (letter.kind() == DeadLetter.Kind.REQUEST) {
      throw new IllegalArgumentException(
          "'%s' is a request, which its orchestrator sends again".formatted(letter.id()));
    }
    worker.resend(letter);
  }

  /** Takes no more requests, and waits for those that are being done, for a while. */
  @Override
  public void close() {
    listener.refuse();
    worker.close();
    listener.close();
  }
}
