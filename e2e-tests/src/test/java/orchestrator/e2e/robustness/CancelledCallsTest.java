package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import org.junit.jupiter.api.Test;

class CancelledCallsTest extends OwnServer {
  private static final int CALLS = 300;
  private static final int TASKS = 20;

  @Test
  void aCallThatIsCancelledIsDoneWhollyOrNotAtAll() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    one.register(plan("plan"));
    one.register(function("function"));
    one.build(key("function"));
    Random random = new Random(7);
    var stub = ComputeTaskServiceGrpc.newFutureStub(one.transport());
    List<ListenableFuture<RegisterTasksResponse>> calls = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      calls.add(stub.registerTasks(batch(call)));
      if (random.nextInt(3) == 0) {
        Thread.sleep(random.nextInt(3));
        calls.get(random.nextInt(calls.size())).cancel(true);
      }
    }
    int answered = 0;
    for (var call : calls) {
      if (!call.isCancelled()) {
        assertThat(call.get().getTasksCount()).isEqualTo(TASKS);
        answered++;
      }
    }
    one.register(plan("after"));

    List<String> created =
        EventLog.query(one, QueryEventsParam.newBuilder().setPageSize(10_000)).stream()
            .filter(Event::hasComputeTask)
            .map(Event::getAssetKey)
            .toList();
    assertThat(created).doesNotHaveDuplicates();
    assertThat(created.size() % TASKS).isZero();
    assertThat(created.size() / TASKS).isBetween(answered, CALLS);
    for (int call = 0; call < CALLS; call++) {
      List<String> keys = batch(call).getTasksList().stream().map(task -> task.getKey()).toList();
      assertThat(created.containsAll(keys)).isEqualTo(keys.stream().anyMatch(created::contains));
      if (created.contains(keys.get(0))) {
        assertThat(one.task(keys.get(TASKS - 1))).extracting(ComputeTask::getOwner).isEqualTo(ONE);
      }
    }
  }

  private RegisterTasksParam batch(int call) {
    var batch = RegisterTasksParam.newBuilder();
    for (int i = 0; i < TASKS; i++) {
      batch.addTasks(task("task " + call + " " + i));
    }
    return batch.build();
  }
}
