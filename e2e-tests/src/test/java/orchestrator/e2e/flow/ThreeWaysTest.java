package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.durable.ServiceWorkerBuilder;
import orchestrator.flow.http.HttpFlows;
import orchestrator.flow.http.HttpFlowsBuilder;
import orchestrator.flow.http.ServiceHost;
import orchestrator.flow.http.ServiceHostBuilder;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/** One flow with one set of services, run in memory, over HTTP, and as compute plans. */
class ThreeWaysTest extends OwnServer {
  private static final int RUNS = 20;

  private final List<Service> services = Shop.services(hop -> {});

  private FlowRunner inMemory() {
    return closing(InMemoryFlows.of(List.of(Shop.FLOW), services.toArray(new Service[0])));
  }

  private FlowRunner overHttp() throws Exception {
    ServiceHostBuilder hosts = ServiceHost.builder();
    services.forEach(hosts::service);
    URI host = closing(hosts.start()).address();
    HttpFlowsBuilder runner = HttpFlows.builder(List.of(Shop.FLOW));
    services.forEach(service -> runner.service(service.name(), host));
    return closing(runner.start());
  }

  private FlowRunner durable() throws Exception {
    OrchestratorClient client =
        closing(
            OrchestratorClient.builder(start(settings()).target())
                .organization(ONE)
                .channel("mychannel")
                .build());
    DurableFlows runner = closing(DurableFlows.of(client, List.of(Shop.FLOW)).start());
    ServiceWorkerBuilder worker = ServiceWorker.of(client);
    services.forEach(worker::service);
    closing(worker.start());
    return runner;
  }

  @Test
  void theyComeOutAlikeAndGoTheSameWay() throws Exception {
    Map<String, String> inMemory = Outcomes.of(inMemory(), 0, RUNS);

    assertThat(Outcomes.of(overHttp(), 0, RUNS)).isEqualTo(inMemory);
    assertThat(Outcomes.of(durable(), 0, RUNS)).isEqualTo(inMemory);
    assertThat(inMemory.values().toString())
        .contains("FINISHED", "glass breaks", "nothing left", "more than 5 times");
  }
}
