package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status with which a task begins, by its parents and its function. */
class TaskInitialStatusTest extends Scenario {

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
    one.register(task("parent"));
  }

  private ComputeTaskStatus registered(NewComputeTask.Builder task) {
    return one.register(task).get(0).getStatus();
  }

  private ComputeTaskStatus withFunctionAfter(FunctionAction... actions) {
    one.register(function("other"));
    for (FunctionAction action : actions) {
      one.apply(key("other"), action);
    }
    return registered(task("t").setFunctionKey(key("other")));
  }

  @Test
  void aTaskWithoutParentsWaitsForAnExecutor() {
    assertThat(registered(task("t"))).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aTaskWaitsForParentsThatAreNotDone() {
    assertThat(registered(child("t", "parent")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void aTaskOfDoneParentsWaitsForAnExecutor() {
    run("parent");

    assertThat(registered(child("t", "parent")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aTaskOfACancelledOrFailedParentIsCancelled() {
    one.register(task("failed"));
    one.fail(key("failed"));
    one.cancel(key("parent"));

    assertThat(registered(child("t", "failed"))).isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
    assertThat(registered(child("u", "parent"))).isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
  }

  @Test
  void aFunctionThatWaitsLetsItsTasksWaitForTheBuilder() {
    assertThat(withFunctionAfter()).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT);
  }

  @Test
  void aTaskOfAFunctionThatIsBuiltIsBuilding() {
    assertThat(withFunctionAfter(FunctionAction.FUNCTION_ACTION_BUILDING))
        .isEqualTo(ComputeTaskStatus.STATUS_BUILDING);
  }

  @Test
  void aTaskOfACancelledFunctionIsCancelled() {
    assertThat(withFunctionAfter(FunctionAction.FUNCTION_ACTION_CANCELED))
        .isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
  }

  @Test
  void aTaskOfAFailedFunctionIsFailedAndFailsNoPlan() {
    assertThat(
            withFunctionAfter(
                FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_FAILED))
        .isEqualTo(ComputeTaskStatus.STATUS_FAILED);
    assertThat(one.plan(key("plan")).hasFailureDate()).isFalse();
  }
}
