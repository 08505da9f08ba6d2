package orchestrator.e2e.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.durable.ServiceWorkerBuilder;
import orchestrator.flow.fixtures.Num;
import orchestrator.flow.fixtures.RandomFlows;
import orchestrator.flow.run.Run;
import org.junit.jupiter.api.Test;

/**
 * Random flows, durable, come to what a naive run of their description comes to, by the same way.
 * {@code -Dflows=N} tells how many, {@code -DflowSeed=N} the first seed.
 */
class RandomFlowsTest extends OwnServer {
  private static final int FLOWS = Integer.getInteger("flows", 60);
  private static final long SEED = Long.getLong("flowSeed", 1);
  private static final int VALUES = 3;

  @Test
  void durableRunsGoTheWayOfTheirDescription() throws Exception {
    ServerProcess server = start(settings());
    OrchestratorClient client =
        closing(
            OrchestratorClient.builder(server.target())
                .organization(ONE)
                .channel("mychannel")
                .build());
    List<RandomFlows> flows =
        LongStream.range(SEED, SEED + FLOWS).mapToObj(RandomFlows::of).toList();
    DurableFlows runner =
        closing(DurableFlows.of(client, flows.stream().map(RandomFlows::flow).toList()).start());
    ServiceWorkerBuilder services = ServiceWorker.of(client);
    Stream.of(RandomFlows.services()).forEach(services::service);
    closing(services.start());
    List<Run<Num>> runs = new ArrayList<>();
    for (RandomFlows flow : flows) {
      for (int value = 0; value < VALUES; value++) {
        runs.add(runner.start(flow.flow(), Num.of(value)));
      }
    }
    for (int run = 0; run < runs.size(); run++) {
      Run<Num> started = runs.get(run);
      flows
          .get(run / VALUES)
          .expected(run % VALUES)
          .check(started.outcome().get(2, TimeUnit.MINUTES), started.trail());
    }
  }
}
