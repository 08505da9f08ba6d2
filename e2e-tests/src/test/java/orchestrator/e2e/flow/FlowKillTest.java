package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.run.InMemoryFlows;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import org.junit.jupiter.api.Test;

/**
 * Server, orchestrator and services are killed again and again while orders are on their way: each
 * comes out as if nothing had been, and no hop is missing.
 */
class FlowKillTest extends OwnServer {
  private static final int KILLS = Integer.getInteger("flowKills", 9);
  private static final int RUNS = 60;
  private static final int HOPS_BETWEEN_KILLS = 25;

  @Test
  void everyRunComesOutAsIfNobodyHadBeenKilled() throws Exception {
    ServerSettings settings = settings().withFlags("--listen", "127.0.0.1:" + FreePort.take());
    ServerProcess server = start(settings);
    String target = server.target();
    Path journal = folder.resolve("journal");
    Process services = ShopProcess.start(folder, "services", target, journal.toString());
    Process orchestrator = orchestrator(target);
    Random random = new Random(17);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        awaitHops(journal, (kill + 1) * HOPS_BETWEEN_KILLS);
        // A moment, so that the kill hits another place each time; nothing depends on its length.
        Thread.sleep(random.nextInt(30));
        switch (kill % 3) {
          case 0 -> {
            services.destroyForcibly().waitFor();
            services = ShopProcess.start(folder, "services", target, journal.toString());
          }
          case 1 -> {
            orchestrator.destroyForcibly().waitFor();
            orchestrator = orchestrator(target);
          }
          default -> {
            server.kill();
            server = start(settings);
          }
        }
      }
      assertThat(orchestrator.waitFor(3, TimeUnit.MINUTES)).as(log()).isTrue();
      assertThat(orchestrator.exitValue()).as(log()).isZero();
      compare(server, Files.readAllLines(journal));
    } finally {
      orchestrator.destroyForcibly().waitFor();
      services.destroyForcibly().waitFor();
    }
  }

  private static void awaitHops(Path journal, int hops) throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (!Files.exists(journal) || Files.readAllLines(journal).size() < hops) {
      assertThat(waiting.isOver()).as("%d hops begin", hops).isFalse();
      waiting.pause();
    }
  }

  private Process orchestrator(String target) throws Exception {
    return ShopProcess.start(folder, "orchestrator", target, Integer.toString(RUNS));
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("orchestrator.log"));
  }

  private void compare(ServerProcess server, List<String> hops) {
    Map<String, Integer> times = new HashMap<>();
    hops.forEach(hop -> times.merge(hop, 1, Integer::sum));
    try (OrchestratorClient client =
            OrchestratorClient.builder(server.target())
                .organization(ONE)
                .channel("mychannel")
                .retryBudget(Duration.ofMinutes(1))
                .build();
        DurableFlows runner = DurableFlows.of(client, List.of(Shop.FLOW)).start();
        InMemoryFlows memory =
            InMemoryFlows.of(
                List.of(Shop.FLOW), Shop.services(hop -> {}).toArray(new Service[0]))) {
      HashSet<String> expectedHops = new HashSet<>();
      for (int number = 0; number < RUNS; number++) {
        String id = "order-" + number;
        Run<Shop.Paid> expected = memory.start(Shop.FLOW, id, Shop.order(number));
        RunResult<Shop.Paid> found = runner.outcome(Shop.FLOW, id).orElseThrow();
        RunResult<Shop.Paid> wanted = expected.outcome().join();
        assertThat(found.status()).as(id).isEqualTo(wanted.status());
        assertThat(found.result()).as(id).isEqualTo(wanted.result());
        expected.trail().forEach(place -> expectedHops.add(id + "/" + place));
      }
      assertThat(times.keySet()).isEqualTo(expectedHops);
      // Packing glass is tried three times; each kill may make what it hits run once more.
      assertThat(times.values()).allMatch(count -> count <= 3 + KILLS);
    }
  }
}
