package orchestrator.e2e.model;

import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_CANCELED;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_DONE;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_EXECUTING;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_FAILED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_BUILDING;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_CANCELED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_FAILED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.Event;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.IsPlanRunningResponse;
import org.junit.jupiter.api.Test;

class ChannelModelTest {
  private final ModelFixture given = new ModelFixture();

  private boolean planRuns() {
    var answer = given.does("B", IsPlanRunningParam.newBuilder().setKey(given.key("plan")).build());
    return ((IsPlanRunningResponse) answer.answer()).getIsRunning();
  }

  private List<Event> disable(String requester, String task, String output) {
    return given
        .does(
            requester,
            DisableOutputParam.newBuilder()
                .setComputeTaskKey(given.key(task))
                .setIdentifier(output)
                .build())
        .events();
  }

  @Test
  void aFunctionThatIsReadyFreesTasksWithoutParentsAndLetsOthersWaitForThem() {
    given.registers(given.task("parent"), given.task("child", "parent"));
    assertThat(given.status("parent")).isEqualTo("WAITING_FOR_BUILDER_SLOT");

    given.build(FUNCTION_ACTION_BUILDING);
    assertThat(given.status("child")).isEqualTo("BUILDING");

    given.build(FUNCTION_ACTION_READY);
    assertThat(given.status("parent")).isEqualTo("WAITING_FOR_EXECUTOR_SLOT");
    assertThat(given.status("child")).isEqualTo("WAITING_FOR_PARENT_TASKS");
    assertThat(given.model().log().events())
        .last()
        .satisfies(
            event ->
                assertThat(event.getMetadataMap())
                    .containsEntry(
                        "reason", "Function " + given.key("function") + " finished building"));
  }

  @Test
  void aReadyFunctionSendsATaskWithACancelledParentToWaitForIt() {
    given.registers(given.task("parent"), given.task("child", "parent"));
    given.build(FUNCTION_ACTION_BUILDING);
    given.acts("A", TASK_ACTION_CANCELED, "parent");
    given.build(FUNCTION_ACTION_READY);
    assertThat(given.status("child")).isEqualTo("WAITING_FOR_PARENT_TASKS");
  }

  @Test
  void aCancelledFunctionCancelsTasksThatWaitForItsBuilder() {
    given.registers(given.task("task"));
    given.build(FUNCTION_ACTION_CANCELED);
    assertThat(given.status("task")).isEqualTo("CANCELED");
  }

  @Test
  void aFailedFunctionFailsItsTasksAndTheirPlanButNotThoseThatComeLater() {
    given.plan("later");
    given.registers(given.task("task"));
    given.build(FUNCTION_ACTION_BUILDING, FUNCTION_ACTION_FAILED);
    assertThat(given.status("task")).isEqualTo("FAILED");
    assertThat(given.model().state().plans.get(given.key("plan")).hasFailureDate()).isTrue();

    given.registers(given.task("other").toBuilder().setComputePlanKey(given.key("later")).build());
    assertThat(given.status("other")).isEqualTo("FAILED");
    assertThat(given.model().state().plans.get(given.key("later")).hasFailureDate()).isFalse();
  }

  @Test
  void theLastParentThatIsDoneFreesAChild() {
    given.ready();
    given.registers(given.task("a"), given.task("b"), given.task("child", "a", "b"));
    given.done("a");
    assertThat(given.status("child")).isEqualTo("WAITING_FOR_PARENT_TASKS");
    given.done("b");
    assertThat(given.status("child")).isEqualTo("WAITING_FOR_EXECUTOR_SLOT");
  }

  @Test
  void aPlanRunsWhileATaskIsNotDoneAndNoneIsBroken() {
    given.ready();
    assertThat(planRuns()).isFalse();
    given.registers(given.task("a"), given.task("b"), given.task("c"));
    assertThat(planRuns()).isTrue();
    given.done("a");
    assertThat(planRuns()).isTrue();
    given.acts("B", TASK_ACTION_CANCELED, "b");
    assertThat(planRuns()).isFalse();
  }

  @Test
  void aPlanWhoseTasksAreAllDoneOrThatIsCancelledDoesNotRun() {
    given.ready();
    given.registers(given.task("a"));
    given.done("a");
    assertThat(planRuns()).isFalse();
    given.registers(given.task("b"));
    assertThat(planRuns()).isTrue();
    given.does(
        "A",
        ApplyPlanActionParam.newBuilder()
            .setKey(given.key("plan"))
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());
    assertThat(planRuns()).isFalse();
  }

  @Test
  void anOutputIsDisabledOnlyAfterEveryCheckInOrder() {
    given.ready();
    given.registers(given.task("a"), given.task("b"));
    given.acts("B", TASK_ACTION_EXECUTING, "b");
    given.acts("B", TASK_ACTION_DONE, "b");
    String a = given.key("a");
    refuses("A", "a", "model", "OE0102: only the worker can disable a task output");
    refuses("B", "a", "none", "OE0108: cannot disable asset: task not in final state");
    given.done("a");
    refuses("B", "a", "none", "OE0108: there is no output identifier none for task " + a);
    refuses(
        "B",
        "b",
        "model",
        "OE0108: there is no output asset with identifier model for task " + given.key("b"));
    refuses("B", "a", "model", "OE0108: cannot disable output of a task with no children");
    given.registers(given.task("child", "a"));
    refuses("B", "a", "model", "OE0108: cannot disable asset: child not in final state");
    given.acts("A", TASK_ACTION_FAILED, "child");
    assertThat(disable("B", "a", "model"))
        .singleElement()
        .satisfies(event -> assertThat(event.getModel().hasAddress()).isFalse());
    refuses("B", "a", "model", "OE0108: output is already disabled");
  }

  private void refuses(String requester, String task, String output, String text) {
    assertThatThrownBy(() -> disable(requester, task, output)).hasMessage(text);
  }

  @Test
  void aRefusedCallLeavesNothingBehind() {
    given.ready();
    State before = given.model().state();
    assertThatThrownBy(
            () ->
                given.registers(
                    given.task("sound"), given.task("unsound").toBuilder().clearOutputs().build()))
        .isInstanceOf(Refusal.class);
    assertThat(given.model().state()).isSameAs(before);
    assertThat(before.tasks).isEmpty();
  }
}
