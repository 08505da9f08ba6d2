package orchestrator.e2e.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import orchestrator.e2e.harness.FreePort;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import org.junit.jupiter.api.Test;

/**
 * Servers, runners and executors are killed at any instant, and started again: every node runs at
 * least once, and none again that was reported done.
 */
class GraphKillTest extends OwnServer {
  /** Of each of the tests; many more by hand. */
  private static final int ROUNDS = Integer.getInteger("graphKills", 8);

  private final long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
  private final Random random = new Random(seed);
  private final List<MarkedGraph> graphs = new ArrayList<>();

  private void submit(GraphDoor door) throws Exception {
    graphs.add(MarkedGraph.submit(door, folder.resolve("mark-" + graphs.size()), random));
  }

  private void lookAfterAWhile() throws Exception {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
    graphs.get(graphs.size() - 1).look();
  }

  private void allEndWell(GraphDoor door) throws Exception {
    assertThat(graphs).hasSize(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      graphs.get(round).endsWell(door, "seed %d, round %d".formatted(seed, round));
    }
  }

  @Test
  void theServerWithItsRunnerAndItsExecutor() throws Exception {
    int port = FreePort.take();
    ServerSettings settings =
        settings()
            .withFlags(
                "--graphs",
                "--graph-listen",
                "127.0.0.1:" + port,
                "--graph-folder",
                folder.resolve("graphs").toString());
    GraphDoor door = new GraphDoor("127.0.0.1:" + port);
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(settings)) {
        submit(door);
        lookAfterAWhile();
        server.kill();
      }
    }
    try (ServerProcess last = ServerProcess.start(settings)) {
      assertThat(last.isAlive()).isTrue();
      allEndWell(door);
    }
  }

  @Test
  void anyOneOfServerRunnerAndExecutorWhileTheOthersStay() throws Exception {
    GraphProcesses processes = closing(new GraphProcesses(folder));
    int api = FreePort.take();
    int work = FreePort.take();
    String executors = "a=http://127.0.0.1:%d/v1".formatted(work);
    GraphProcesses.Running server = processes.server(api);
    GraphProcesses.Running executor = processes.executor(work);
    GraphProcesses.Running runner =
        processes.door("127.0.0.1:" + api, "runner", "--graph-executors", executors);
    for (int round = 0; round < ROUNDS; round++) {
      submit(new GraphDoor(runner.address()));
      lookAfterAWhile();
      switch (round % 3) {
        case 0 -> {
          runner.kill();
          runner = processes.door("127.0.0.1:" + api, "runner", "--graph-executors", executors);
        }
        case 1 -> {
          executor.kill();
          executor = processes.executor(work);
        }
        default -> {
          server.kill();
          server = processes.server(api);
        }
      }
    }
    allEndWell(new GraphDoor(runner.address()));
  }
}
