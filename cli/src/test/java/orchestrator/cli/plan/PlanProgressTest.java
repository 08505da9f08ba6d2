package orchestrator.cli.plan;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.Test;

class PlanProgressTest {
  private static final ComputePlan PLAN = ComputePlan.newBuilder().setKey("plan").build();
  private final PlanProgress progress = new PlanProgress(PLAN);

  private static ComputeTask task(
      String plan, String key, int rank, ComputeTaskStatus status, String... parents) {
    ComputeTask.Builder task =
        ComputeTask.newBuilder()
            .setKey(key)
            .setComputePlanKey(plan)
            .setRank(rank)
            .setStatus(status);
    for (String parent : parents) {
      task.addInputs(
          ComputeTaskInput.newBuilder()
              .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey(parent)));
    }
    return task.build();
  }

  private void put(String key, int rank, ComputeTaskStatus status, String... parents) {
    progress.put(task("plan", key, rank, status, parents));
  }

  private boolean event(long second, ComputeTask task) {
    return progress.apply(
        Event.newBuilder()
            .setTimestamp(Timestamp.newBuilder().setSeconds(second))
            .setAssetKey(task.getKey())
            .setComputeTask(task)
            .putMetadata("reason", "because")
            .build());
  }

  @Test
  void aPlanIsDoneWhenEachTaskIs() {
    put("a", 0, STATUS_DONE);
    put("b", 1, STATUS_EXECUTING, "a");
    assertThat(progress.isOver()).isFalse();

    event(1, task("plan", "b", 1, STATUS_DONE, "a"));

    assertThat(progress.isOver()).isTrue();
    assertThat(progress.isDone()).isTrue();
  }

  @Test
  void aPlanIsOverWhenAllThatIsLeftIsBehindWhatIsBroken() {
    put("a", 0, STATUS_FAILED);
    put("b", 1, STATUS_WAITING_FOR_PARENT_TASKS, "a");
    put("c", 2, STATUS_WAITING_FOR_BUILDER_SLOT, "b");
    assertThat(progress.isOver()).isTrue();
    assertThat(progress.isDone()).isFalse();

    put("d", 0, STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(progress.isOver()).isFalse();
  }

  @Test
  void aTaskThatWaitsForItsFunctionStillCanRun() {
    put("a", 0, STATUS_WAITING_FOR_BUILDER_SLOT);

    assertThat(progress.isOver()).isFalse();
  }

  @Test
  void parentsInOtherPlansCountAsTheyStand() {
    put("a", 5, STATUS_WAITING_FOR_PARENT_TASKS, "foreign");
    assertThat(progress.unknownParents()).containsExactly("foreign");
    progress.put(task("other", "foreign", 4, STATUS_EXECUTING));
    assertThat(progress.unknownParents()).isEmpty();
    assertThat(progress.isOver()).isFalse();
    assertThat(progress.size()).isEqualTo(1);

    assertThat(event(1, task("other", "foreign", 4, STATUS_CANCELED))).isFalse();

    assertThat(progress.isOver()).isTrue();
  }

  @Test
  void aCancelledPlanIsOverWhenNothingExecutes() {
    put("a", 0, STATUS_EXECUTING);
    put("b", 0, STATUS_WAITING_FOR_EXECUTOR_SLOT);
    progress.apply(
        Event.newBuilder()
            .setComputePlan(PLAN.toBuilder().setCancelationDate(Timestamp.getDefaultInstance()))
            .build());
    assertThat(progress.isOver()).isFalse();

    event(1, task("plan", "a", 0, STATUS_DONE));

    assertThat(progress.isOver()).isTrue();
    assertThat(progress.isDone()).isFalse();
  }

  @Test
  void countsRanksAndRatesFollowTheEvents() {
    put("a", 0, STATUS_WAITING_FOR_EXECUTOR_SLOT);
    put("b", 0, STATUS_WAITING_FOR_EXECUTOR_SLOT);
    event(10, task("plan", "a", 0, STATUS_EXECUTING));
    event(11, task("plan", "b", 0, STATUS_EXECUTING));
    assertThat(progress.executing()).extracting(ComputeTask::getKey).containsExactly("a", "b");
    assertThat(progress.executingSince("a")).contains(Instant.ofEpochSecond(10));

    event(20, task("plan", "a", 0, STATUS_DONE));
    event(20, task("plan", "a", 0, STATUS_DONE));
    event(41, task("plan", "b", 0, STATUS_FAILED));

    assertThat(progress.count(STATUS_EXECUTING)).isZero();
    assertThat(progress.ranks().get(0)).isEqualTo(new PlanProgress.Rank(1, 1, 2));
    assertThat(progress.doneIn(Duration.ofSeconds(10), 3, Instant.ofEpochSecond(41)))
        .containsExactly(1, 0, 0);
    assertThat(progress.failures()).extracting(ComputeTask::getKey).containsExactly("b");
    assertThat(progress.reason("b")).isEqualTo("because");
  }

  @Test
  void eventsOfOtherPlansAreNotItsOwn() {
    assertThat(event(1, task("other", "x", 0, STATUS_DONE))).isFalse();
    assertThat(progress.size()).isZero();
  }
}
