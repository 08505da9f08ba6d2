package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Cost;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.Test;

class TaskRegistrationCostTest {
  private static final int WIDTH = 100;

  private final TaskWorld world = new TaskWorld();

  @Test
  void readsAndWritesGrowWithTasksAndEdges() {
    long once = operations(grid("small", 10));
    long tenTimes = operations(grid("large", 100));

    assertThat(tenTimes).isBetween(9 * once, 11 * once);
  }

  @Test
  void whatTasksShareIsReadOnce() {
    Cost cost = cost(grid("grid", 100));

    // The key of each task is looked up once, to see that it is new.
    assertThat(cost.reads()).isLessThan(10_000L + 10);
    assertThat(cost.scans()).isZero();
  }

  private long operations(RegisterTasksParam request) {
    Cost cost = cost(request);
    return cost.reads() + cost.writes() + cost.scans();
  }

  private Cost cost(RegisterTasksParam request) {
    return Cost.of(world.calls, ORG1, world.tasks::registerTasks, request);
  }

  /** Layers of tasks, last first, each task a child of two of the layer before. */
  private static RegisterTasksParam grid(String name, int layers) {
    RegisterTasksParam.Builder request = RegisterTasksParam.newBuilder();
    for (int layer = layers - 1; layer >= 0; layer--) {
      for (int i = 0; i < WIDTH; i++) {
        NewComputeTask.Builder task =
            layer == 0
                ? task(name + "-0-" + i)
                : task(
                    name + "-" + layer + "-" + i,
                    name + "-" + (layer - 1) + "-" + i,
                    name + "-" + (layer - 1) + "-" + (i + 1) % WIDTH);
        request.addTasks(task);
      }
    }
    return request.build();
  }
}
