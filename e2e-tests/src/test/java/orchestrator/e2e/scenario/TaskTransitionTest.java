package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TaskTransitionTest extends Scenario {
  private static final ComputeTaskAction EXECUTING = ComputeTaskAction.TASK_ACTION_EXECUTING;
  private static final ComputeTaskAction DONE = ComputeTaskAction.TASK_ACTION_DONE;
  private static final ComputeTaskAction FAILED = ComputeTaskAction.TASK_ACTION_FAILED;
  private static final ComputeTaskAction CANCELED = ComputeTaskAction.TASK_ACTION_CANCELED;

  private static final Map<ComputeTaskAction, String> TRANSITIONS =
      Map.of(
          EXECUTING, "transitionExecuting",
          DONE, "transitionDone",
          FAILED, "transitionFailed",
          CANCELED, "transitionCanceled");

  @BeforeEach
  void aPlan() {
    aPlanAndAFunction();
  }

  /** Brings the new task {@code task}, of owner and worker one, into a status. */
  private void bringTo(ComputeTaskStatus status) {
    one.register(function("new"));
    one.register(task("parent"));
    one.register(
        switch (status) {
          case STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_BUILDING ->
              task("task").setFunctionKey(key("new"));
          case STATUS_WAITING_FOR_PARENT_TASKS -> child("task", "parent");
          default -> task("task");
        });
    switch (status) {
      case STATUS_BUILDING -> one.apply(key("new"), FunctionAction.FUNCTION_ACTION_BUILDING);
      case STATUS_EXECUTING -> one.start(key("task"));
      case STATUS_DONE -> run("task");
      case STATUS_FAILED -> one.fail(key("task"));
      case STATUS_CANCELED -> one.cancel(key("task"));
      default -> {}
    }
    assertThat(one.status(key("task"))).isEqualTo(status);
  }

  private static List<ComputeTaskAction> allowed(ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_DONE, STATUS_FAILED, STATUS_CANCELED -> List.of();
      case STATUS_WAITING_FOR_EXECUTOR_SLOT -> List.of(EXECUTING, FAILED, CANCELED);
      case STATUS_EXECUTING -> List.of(DONE, FAILED, CANCELED);
      default -> List.of(FAILED, CANCELED);
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"STATUS_UNKNOWN", "UNRECOGNIZED"})
  void aStatusRefusesEveryActionThatItDoesNotAllow(ComputeTaskStatus status) {
    bringTo(status);
    TRANSITIONS.forEach(
        (action, transition) -> {
          if (!allowed(status).contains(action)) {
            refused(
                "OE0104: event " + transition + " inappropriate in current state " + status,
                () -> one.apply(key("task"), action, ""));
          }
        });
    assertThat(one.status(key("task"))).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "STATUS_WAITING_FOR_BUILDER_SLOT",
        "STATUS_BUILDING",
        "STATUS_WAITING_FOR_PARENT_TASKS",
        "STATUS_WAITING_FOR_EXECUTOR_SLOT",
        "STATUS_EXECUTING"
      })
  void aTaskThatIsNotFinalCanFail(ComputeTaskStatus status) {
    bringTo(status);

    one.fail(key("task"));

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "STATUS_WAITING_FOR_BUILDER_SLOT",
        "STATUS_BUILDING",
        "STATUS_WAITING_FOR_PARENT_TASKS",
        "STATUS_WAITING_FOR_EXECUTOR_SLOT",
        "STATUS_EXECUTING"
      })
  void aTaskThatIsNotFinalCanBeCancelled(ComputeTaskStatus status) {
    bringTo(status);

    one.cancel(key("task"));

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
  }

  @Test
  void aTaskThatIsDoneCannotBeStartedAgain() {
    bringTo(ComputeTaskStatus.STATUS_DONE);

    refused(
        "OE0104: event transitionExecuting inappropriate in current state STATUS_DONE",
        () -> one.start(key("task")));
  }

  @Test
  void doneNeedsNoOutput() {
    bringTo(ComputeTaskStatus.STATUS_EXECUTING);

    one.finish(key("task"));

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
  }
}
