package orchestrator.e2e.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import org.junit.jupiter.api.Test;

class ReadFloodTest extends OwnServer {
  private static final int TASKS = 1_000;
  private static final int PAGES = 100;

  @Test
  void aSmallReadDoesNotWaitForTheLargeOnesOfAnotherOrganization() throws Exception {
    ServerProcess server = start(settings());
    Party one = newMember(server, ONE);
    Party two = newMember(server, TWO);
    one.register(function("function"));
    one.build(key("function"));
    one.register(plan("plan"));
    one.register(
        IntStream.range(0, TASKS)
            .mapToObj(i -> task("t" + i))
            .toArray(NewComputeTask.Builder[]::new));
    var stub = ComputeTaskServiceGrpc.newFutureStub(one.transport());
    AtomicInteger answered = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    List<ListenableFuture<QueryTasksResponse>> pages = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      var page = stub.queryTasks(QueryTasksParam.newBuilder().setPageSize(TASKS).build());
      page.addListener(
          () -> {
            answered.incrementAndGet();
            first.countDown();
          },
          MoreExecutors.directExecutor());
      pages.add(page);
    }
    assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();

    two.function(key("function"));

    assertThat(answered.get()).as("large reads that were answered before").isLessThan(PAGES / 2);
    for (ListenableFuture<QueryTasksResponse> page : pages) {
      assertThat(page.get().getTasksCount()).isEqualTo(TASKS);
    }
  }
}
