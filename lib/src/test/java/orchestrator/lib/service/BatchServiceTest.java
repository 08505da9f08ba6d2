package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.error.ErrorCode;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.BatchStep;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.RunBatchParam;
import org.junit.jupiter.api.Test;

class BatchServiceTest {
  private final TaskWorld world = new TaskWorld();

  private static BatchStep act(String task, ComputeTaskAction action) {
    return BatchStep.newBuilder()
        .setApplyTaskAction(
            ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action))
        .build();
  }

  private void run(BatchStep... steps) {
    RunBatchParam.Builder batch = RunBatchParam.newBuilder();
    for (BatchStep step : steps) {
      batch.addSteps(step);
    }
    world.calls.call(ORG2, world.calls.service(BatchService.class)::runBatch, batch.build());
  }

  @Test
  void aStepSeesWhatTheStepsBeforeItHaveLeft() {
    world.register(task("parent"), task("child", "parent"));

    run(
        act("parent", ComputeTaskAction.TASK_ACTION_EXECUTING),
        act("parent", ComputeTaskAction.TASK_ACTION_DONE),
        act("child", ComputeTaskAction.TASK_ACTION_EXECUTING));

    assertThat(world.status("child")).isEqualTo(ComputeTaskStatus.STATUS_EXECUTING);
  }

  @Test
  void theIndexOfTheStepThatIsRefusedIsTold() {
    world.register(task("task"));

    assertRefused(
        ErrorCode.INAPPROPRIATE_STATUS,
        "steps[1]: event transitionExecuting inappropriate in current state STATUS_EXECUTING",
        () ->
            run(
                act("task", ComputeTaskAction.TASK_ACTION_EXECUTING),
                act("task", ComputeTaskAction.TASK_ACTION_EXECUTING)));
  }
}
