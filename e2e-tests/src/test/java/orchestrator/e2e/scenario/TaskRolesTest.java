package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what to a task: here one owns it and two works on it. */
class TaskRolesTest extends Scenario {

  @BeforeEach
  void aTaskOfOneForTwo() {
    aPlanAndAFunction();
    one.register(task("task").setWorker(TWO));
  }

  @Test
  void onlyTheWorkerStartsAndFinishes() {
    refusedWith(OeCode.OE0102, () -> one.start(key("task")));
    two.start(key("task"));
    refusedWith(OeCode.OE0102, () -> one.finish(key("task")));
    two.finish(key("task"));

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
  }

  @Test
  void ownerAndWorkerMayCancel() {
    one.register(task("other").setWorker(TWO));

    one.cancel(key("task"));
    two.cancel(key("other"));

    assertThat(one.status(key("other"))).isEqualTo(ComputeTaskStatus.STATUS_CANCELED);
  }

  @Test
  void ownerAndWorkerMayFail() {
    one.register(task("other").setWorker(TWO));

    one.fail(key("task"));
    two.fail(key("other"));

    assertThat(one.status(key("other"))).isEqualTo(ComputeTaskStatus.STATUS_FAILED);
  }

  @Test
  void nobodyElseMayDoAnything() {
    one.register(task("own"));

    refusedWith(OeCode.OE0102, () -> two.start(key("own")));
    refusedWith(OeCode.OE0102, () -> two.finish(key("own")));
    refusedWith(OeCode.OE0102, () -> two.fail(key("own")));
    refusedWith(OeCode.OE0102, () -> two.cancel(key("own")));
  }

  @Test
  void whoMayIsCheckedBeforeTheStatusIs() {
    two.cancel(key("task"));

    refusedWith(OeCode.OE0102, () -> one.start(key("task")));
    refusedWith(OeCode.OE0104, () -> two.start(key("task")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6, 99})
  void noOtherActionIsForAnyone(int action) {
    var request =
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key("task")).setActionValue(action);
    String text = "OE0102: only task owner can update it";

    refused(
        text, () -> one.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), request.build()));
    refused(
        text, () -> two.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), request.build()));
    two.cancel(key("task"));
    refused(
        text, () -> one.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), request.build()));
  }

  @Test
  void theOwnerCannotStartWhatAnotherWorksOn() {
    refusedWith(
        OeCode.OE0102,
        () -> one.apply(key("task"), ComputeTaskAction.TASK_ACTION_EXECUTING, "mine"));
    assertThat(one.status(key("task")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }
}
