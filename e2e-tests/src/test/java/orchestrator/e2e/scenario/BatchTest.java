package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.BatchServiceGrpc;
import orchestrator.proto.BatchStep;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.Event;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RunBatchParam;
import org.junit.jupiter.api.Test;

/** Several writes as one. */
class BatchTest extends Scenario {

  private void run(BatchStep.Builder... steps) {
    RunBatchParam.Builder batch = RunBatchParam.newBuilder();
    Arrays.stream(steps).forEach(batch::addSteps);
    one.call(BatchServiceGrpc.getRunBatchMethod(), batch.build());
  }

  private BatchStep.Builder tasks(NewComputeTask.Builder... tasks) {
    RegisterTasksParam.Builder registration = RegisterTasksParam.newBuilder();
    Arrays.stream(tasks).forEach(registration::addTasks);
    return BatchStep.newBuilder().setRegisterTasks(registration);
  }

  private BatchStep.Builder act(String task, ComputeTaskAction action) {
    return BatchStep.newBuilder()
        .setApplyTaskAction(
            ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action));
  }

  private BatchStep.Builder start(String task) {
    return act(task, ComputeTaskAction.TASK_ACTION_EXECUTING);
  }

  private BatchStep.Builder finish(String task) {
    return act(task, ComputeTaskAction.TASK_ACTION_DONE);
  }

  private BatchStep.Builder putOut(String model, String task) {
    return BatchStep.newBuilder()
        .setRegisterModels(RegisterModelsParam.newBuilder().addModels(model(model, task)));
  }

  @Test
  void aWholeStudyFitsIntoOneBatch() {
    aPlanAndAFunction();

    List<Event> events =
        EventLog.during(
            one,
            () ->
                run(
                    BatchStep.newBuilder().setRegisterPlan(plan("another")),
                    tasks(task("first"), child("second", "first")),
                    start("first"),
                    putOut("found", "first"),
                    finish("first"),
                    start("second"),
                    finish("second")));

    assertThat(one.status(key("first"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
    assertThat(one.status(key("second"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly(
            "another", "first", "second", "first", "found", "first", "first", "second", "second",
            "second");
    assertThat(events).extracting(Event::getTimestamp).containsOnly(events.get(0).getTimestamp());
  }

  @Test
  void aRefusedStepIsNamedAndNothingOfTheBatchStays() {
    aPlanAndAFunction();
    one.register(task("there"));

    List<Event> events =
        EventLog.during(
            one,
            () ->
                refused(
                    "OE0104: steps[2]: event transitionDone inappropriate in current state"
                        + " STATUS_WAITING_FOR_EXECUTOR_SLOT",
                    () -> run(tasks(task("new")), start("there"), finish("new"))));

    assertThat(events).isEmpty();
    assertThat(one.status(key("there")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void eachStepIsHeldToTheRulesOfItsCall() {
    aPlanAndAFunction();
    one.register(task("mine"));

    refused(
        "OE0101: steps[0]: computetask is not valid: tasks[0].key: cannot be blank;"
            + " tasks[0].function_key: cannot be blank; tasks[0].compute_plan_key: cannot be blank",
        () -> run(tasks(NewComputeTask.newBuilder())));
    refused(
        "OE0003: steps[1]: the step asks for nothing",
        () -> run(start("mine"), BatchStep.newBuilder()));
    RunBatchParam others = RunBatchParam.newBuilder().addSteps(start("mine")).build();
    refused(
        "OE0102: steps[0]: only task owner can update it",
        () -> two.call(BatchServiceGrpc.getRunBatchMethod(), others));
  }

  @Test
  void failuresAndCancelledPlansGoInBatchesToo() {
    aPlanAndAFunction();
    one.register(task("bad"));

    run(
        start("bad"),
        BatchStep.newBuilder()
            .setRegisterFailureReport(
                NewFailureReport.newBuilder()
                    .setAssetKey(key("bad"))
                    .setAssetType(FailedAssetKind.FAILED_ASSET_COMPUTE_TASK)
                    .setErrorType(ErrorType.ERROR_TYPE_INTERNAL)));
    assertThat(one.status(key("bad"))).isEqualTo(ComputeTaskStatus.STATUS_FAILED);

    refused(
        "OE0109: steps[0]: compute plan " + key("plan") + " is already terminated",
        () ->
            run(
                BatchStep.newBuilder()
                    .setApplyPlanAction(
                        ApplyPlanActionParam.newBuilder()
                            .setKey(key("plan"))
                            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED))));
  }
}
