package orchestrator.demo.shop;

import java.nio.file.Path;
import java.time.Duration;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

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
      register(client);
      Services services =
          new Services(Path.of(arguments[4]), line -> System.out.println("shop: " + line));
      try (ServiceWorker worker = ServiceWorker.of(client).service(services.named(name)).start()) {
        System.out.println("shop: serves as " + name);
        worker.completion().join();
      }
    }
  }

  private static void register(OrchestratorClient client) {
    try {
      client.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
  }
}
