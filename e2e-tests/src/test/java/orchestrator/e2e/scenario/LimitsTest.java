package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest extends Scenario {
  private static final int MANY = 10_000;

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
  }

  @Test
  void oneCallRegistersAThousandTasks() {
    List<ComputeTask> tasks =
        one.register(
            IntStream.range(0, 1000)
                .mapToObj(i -> i == 0 ? task("t0") : child("t" + i, "t" + (i - 1) / 2))
                .toArray(NewComputeTask.Builder[]::new));

    assertThat(tasks).hasSize(1000);
    assertThat(tasks.get(999).getRank()).isEqualTo(9);
  }

  @Test
  void oneCallRegistersTenThousandTasksAndNoPageHasMore() {
    assumeThat(System.getProperty("engine", ""))
        .as(
            "a peer ends a transaction after 30 seconds, and one that has just started may need them")
        .doesNotMatch("ledger|fabric");
    List<ComputeTask> tasks =
        one.register(
            IntStream.range(0, MANY)
                .mapToObj(i -> i == 0 ? task("t0") : child("t" + i, "t" + (i - 1) / 2))
                .toArray(NewComputeTask.Builder[]::new));
    one.register(task("one more"));

    assertThat(tasks).hasSize(MANY);
    assertThat(tasks.get(MANY - 1).getRank()).isEqualTo(13);
    List<ComputeTask> listed = new ArrayList<>();
    String token = "";
    do {
      QueryTasksResponse page = page(token);
      assertThat(page.getTasksCount()).isBetween(1, MANY);
      assertThat(page.getSerializedSize()).isLessThanOrEqualTo(4 << 20);
      listed.addAll(page.getTasksList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(listed).hasSize(MANY + 1).containsAll(tasks).contains(one.task(key("one more")));
  }

  /** A page of the largest size that the wire can carry, an unsigned 2^32 - 1. */
  private QueryTasksResponse page(String token) {
    return one.call(
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        QueryTasksParam.newBuilder()
            .setPageSize(-1)
            .setPageToken(token)
            .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(key("plan")))
            .build());
  }

  @Test
  void aTaskMayHaveAThousandParents() {
    one.register(
        IntStream.range(0, 1000)
            .mapToObj(i -> task("p" + i))
            .toArray(NewComputeTask.Builder[]::new));
    String[] parents = IntStream.range(0, 1000).mapToObj(i -> "p" + i).toArray(String[]::new);

    assertThat(one.register(child("child", parents)).get(0).getInputsCount()).isEqualTo(1000);
  }
}
