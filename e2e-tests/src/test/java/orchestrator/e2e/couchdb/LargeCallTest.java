package orchestrator.e2e.couchdb;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.Folders;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.api.EventAudit;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Stored;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.Test;

/** A call whose changes no document of CouchDB can hold is done as a whole or not at all. */
class LargeCallTest extends OnCouchDb {
  private static final int LAYERS = 100;
  private static final int WIDTH = 100;

  /** So many for each task, which pack badly, fill two documents. */
  private static final int TEXTS = 5;

  /** In layers, each task but those of the first with two parents in the layer above. */
  private NewComputeTask.Builder[] tenThousandTasks() {
    return IntStream.range(0, LAYERS * WIDTH)
        .mapToObj(
            i -> {
              String name = "t" + i;
              int above = i - WIDTH;
              int beside = above % WIDTH == WIDTH - 1 ? above - WIDTH + 1 : above + 1;
              NewComputeTask.Builder task =
                  above < 0 ? task(name) : child(name, "t" + above, "t" + beside);
              for (int text = 0; text < TEXTS; text++) {
                task.putMetadata("random " + text, UUID.randomUUID() + " " + UUID.randomUUID());
              }
              return task;
            })
        .toArray(NewComputeTask.Builder[]::new);
  }

  private List<String> parts() throws Exception {
    return engine.databases().ids(engine.database("mychannel"), "part:");
  }

  @Test
  void tenThousandTasksAreRegisteredWhollyOrNotAtAll() throws Exception {
    FaultProxy proxy = closing(FaultProxy.start(engine.url()));
    ServerSettings settings =
        engine.settings(folder.resolve("data"), proxy.url()).withFlags("--leader-timeout", "1s");
    ServerProcess first = start(settings.withFlags("--couchdb-timeout", "2s"));
    Party one = newMember(first, ONE);
    one.register(function("function"));
    one.build(key("function"));
    one.register(plan("plan"));
    NewComputeTask.Builder[] tasks = tenThousandTasks();
    proxy.onEach(ProxiedRequest.like("PUT", "/.*mychannel/journal:\\d\\d"), ProxyFault.cutBefore());

    assertThat(statusOf(() -> one.register(tasks)).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    first.kill();
    assertThat(parts()).as("what the call changes takes several documents").hasSizeGreaterThan(1);
    proxy.clearFaults();

    ServerProcess second = start(settings);
    Party again = one(second);
    awaitWritable(again);
    assertThat(Stored.of(again).tasks()).isEmpty();
    await("parts of what was never done are removed", () -> parts().isEmpty());

    List<ComputeTask> registered = registerWhileAnotherChannelIsUsed(second, tasks);
    second.kill();
    Folders.delete(folder.resolve("data"));

    Party third = one(start(settings));
    awaitWritable(third);
    Stored stored = Stored.of(third);
    assertThat(stored.tasks()).isEqualTo(Maps.uniqueIndex(registered, ComputeTask::getKey));
    EventAudit.check(EventLog.all(third), stored);
  }

  private List<ComputeTask> registerWhileAnotherChannelIsUsed(
      ServerProcess server, NewComputeTask.Builder... tasks) throws Exception {
    Party elsewhere = newMember(server, ONE, "yourchannel");
    try (PlanWriters others = PlanWriters.start(elsewhere, "other", 1)) {
      others.awaitAcknowledged(1);
      long begin = System.nanoTime();
      List<ComputeTask> registered = one(server).register(tasks);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(others.slowest())
          .as("a call of the other channel, while this one takes %s", took)
          .isLessThan(took.dividedBy(3));
      return registered;
    }
  }
}
