package orchestrator.demo.shop;

import java.nio.file.Path;
import java.time.Duration;
import orchestrator.client.Membership;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.durable.ServiceWorker;

/** Is the process of one of the shop's services, until it is ended. */
public final class ServiceMain {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private ServiceMain() {}

  /**
   * Runs the service: its name, the server, the organization, the channel, the file of its book.
   */
  public static void main(String[] arguments) {
    String name = arguments[0];
    try (OrchestratorClient client =
        OrchestratorClient.builder(arguments[1])
            .organization(arguments[2])
            .channel(arguments[3])
            .retryBudget(PATIENCE)
            .build()) {
      Membership.ensure(client);
      Services services =
          new Services(Path.of(arguments[4]), line -> System.out.println("shop: " + line));
      try (ServiceWorker worker = ServiceWorker.of(client).service(services.named(name)).start()) {
        System.out.println("shop: serves as " + name);
        worker.completion().join();
      }
    }
  }
}
