package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;
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
    Counting counting = count(grid("grid", 100));

    // A task's key is looked up when it is checked and when it is put, its event's when it is put.
    assertThat(counting.reads).isLessThan(10_000L * 3 + 100);
    assertThat(counting.scans).isZero();
  }

  private long operations(RegisterTasksParam request) {
    Counting counting = count(request);
    return counting.reads + counting.writes + counting.scans;
  }

  private Counting count(RegisterTasksParam request) {
    Counting[] counting = new Counting[1];
    world.calls.call(
        ORG1,
        (transaction, q) -> {
          counting[0] = new Counting(transaction.database());
          Transaction counted =
              new Transaction(
                  counting[0], ORG1, "mychannel", world.calls.nextTime(), transaction.eventIds());
          return world.tasks.registerTasks(counted, q);
        },
        request);
    return counting[0];
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

  private static final class Counting implements Database {
    private final Database database;
    private long reads;
    private long writes;
    private long scans;

    Counting(Database database) {
      this.database = database;
    }

    @Override
    public Optional<byte[]> get(Key key) {
      reads++;
      return database.get(key);
    }

    @Override
    public Scan scan(Range range) {
      scans++;
      return database.scan(range);
    }

    @Override
    public void put(Key key, byte[] value) {
      writes++;
      database.put(key, value);
    }

    @Override
    public void delete(Key key) {
      writes++;
      database.delete(key);
    }
  }
}
