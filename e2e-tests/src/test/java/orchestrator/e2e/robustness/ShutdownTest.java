package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.EventStream;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import org.junit.jupiter.api.Test;

class ShutdownTest extends OwnServer {
  private static final int CALLS = 300;
  private static final int TASKS = 10;
  private static final int WRITERS = 16;

  /** Calls after which a writer is in full swing. */
  private static final int ENOUGH = 3;

  @Test
  void aStopEndsStreamsAsUnavailableAndTheProcessWithZero() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    try (EventStream stream = EventStream.after("", one.transport())) {
      assertThat(stream.next().getOrganization().getId()).isEqualTo(ONE);

      assertThat(server.stop()).isZero();

      assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void everyCallInFlightIsAnsweredBeforeTheProcessEnds() throws Exception {
    ServerProcess server = start(settings().withFlags("--shutdown-grace", "50s"));
    Party one = newMember(server, ONE);
    one.register(plan("plan"));
    one.register(function("function"));
    one.build(key("function"));
    var stub = ComputeTaskServiceGrpc.newFutureStub(one.transport());
    List<ListenableFuture<RegisterTasksResponse>> calls =
        IntStream.range(0, CALLS).mapToObj(call -> stub.registerTasks(tasks(call))).toList();
    // One connection keeps the order: with this answer, the server has all that was sent before.
    one.call(InfoServiceGrpc.getQueryVersionMethod(), QueryVersionParam.getDefaultInstance());

    long underWay = calls.stream().filter(call -> !call.isDone()).count();
    assertThat(server.stop()).isZero();

    assertThat(underWay).as("calls under way at the stop").isPositive();
    Party again = connect(start(settings())).as(ONE, "mychannel");
    for (ListenableFuture<RegisterTasksResponse> call : calls) {
      for (ComputeTask task : call.get().getTasksList()) {
        assertThat(again.task(task.getKey())).isEqualTo(task);
      }
    }
  }

  private RegisterTasksParam tasks(int call) {
    RegisterTasksParam.Builder tasks = RegisterTasksParam.newBuilder();
    for (int i = 0; i < TASKS; i++) {
      tasks.addTasks(task("task " + call + "/" + i));
    }
    return tasks.build();
  }

  @Test
  void whatManyWritersWereAnsweredDuringAStopIsThereAfterwards() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);
    List<CompletableFuture<List<String>>> writers = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(WRITERS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "plan " + writer + "/";
        Party party = connect(server).as(ONE, "mychannel");
        writers.add(
            CompletableFuture.supplyAsync(
                () -> registerUntilUnavailable(party, name, begun), threads));
      }
      begun.await();

      assertThat(server.stop()).isZero();

      Party again = connect(start(settings())).as(ONE, "mychannel");
      for (CompletableFuture<List<String>> writer : writers) {
        assertThat(writer.get()).isNotEmpty();
        for (String key : writer.get()) {
          assertThat(again.plan(key).getOwner()).isEqualTo(ONE);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The keys of the plans that were acknowledged before the server went away. */
  private List<String> registerUntilUnavailable(Party party, String name, CountDownLatch begun) {
    List<String> acknowledged = new ArrayList<>();
    while (true) {
      try {
        acknowledged.add(party.register(plan(name + acknowledged.size())).getKey());
        if (acknowledged.size() == ENOUGH) {
          begun.countDown();
        }
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        return acknowledged;
      }
    }
  }

  @Test
  void thePagesOfTheOperatorTellThatTheServerServes() throws Exception {
    ServerProcess server = start(settings());
    newMember(server, ONE);

    server.page("/healthz");
    server.page("/readyz");
    assertThat(server.page("/metrics")).contains("RegisterOrganization");
  }
}
