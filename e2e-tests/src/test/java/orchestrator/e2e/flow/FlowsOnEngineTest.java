package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import orchestrator.client.Membership;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.Engine;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.run.FlowRunner;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows as compute plans, on the engine of this run. */
class FlowsOnEngineTest {
  private static final int RUNS = 12;

  @TempDir private Path folder;

  private static OrchestratorClient client(ServerProcess server, String organization) {
    return OrchestratorClient.builder(server.target())
        .organization(organization)
        .channel("mychannel")
        .build();
  }

  @Test
  void comeOutAsInMemoryAlsoWhenTheServerIsKilledInTheMiddle() throws Exception {
    List<Service> services = Shop.services(hop -> {});
    Map<String, String> expected;
    try (FlowRunner runner =
        InMemoryFlows.of(List.of(Shop.FLOW), services.toArray(new Service[0]))) {
      expected = Outcomes.of(runner, 0, RUNS);
    }
    try (Engine engine = Engine.ofThisRun()) {
      ServerSettings settings =
          engine
              .settings(folder.resolve("data"))
              .withFlags("--listen", "127.0.0.1:" + FreePort.take());
      try (ServerProcess first = ServerProcess.start(settings);
          OrchestratorClient one = client(first, "MyOrg1MSP");
          OrchestratorClient two = client(first, "MyOrg2MSP")) {
        ConcurrentLinkedQueue<String> hops = new ConcurrentLinkedQueue<>();
        List<Service> own = Shop.services(hops::add);
        Membership.ensure(two);
        try (DurableFlows runner =
                DurableFlows.of(one, List.of(Shop.FLOW)).service("cashier", "MyOrg2MSP").start();
            ServiceWorker here =
                ServiceWorker.of(one).service(own.get(0)).service(own.get(2)).start();
            ServiceWorker there = ServiceWorker.of(two).service(own.get(1)).start()) {
          Map<String, String> outcomes = Outcomes.of(runner, 0, RUNS / 2);
          for (int number = RUNS / 2; number < RUNS; number++) {
            runner.start(Shop.FLOW, "order " + number, Shop.order(number));
          }
          first.kill();
          try (ServerProcess second = ServerProcess.start(settings)) {
            outcomes.putAll(Outcomes.of(runner, RUNS / 2, RUNS));
            assertThat(outcomes).isEqualTo(expected);
            assertThat(runner.outcome(Shop.FLOW, "order 0").orElseThrow().status())
                .isEqualTo(RunResult.Status.FINISHED);
            assertThat(hops).contains("order 0/reserve", "order 1/~reserve");
            assertThat(here.completion()).isNotDone();
            assertThat(there.completion()).isNotDone();
            assertThat(second.isAlive()).isTrue();
          }
        }
      }
    }
  }
}
