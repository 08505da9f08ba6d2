package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import org.junit.jupiter.api.Test;

class ComputePlanTest extends Scenario {

  @Test
  void aPlanBelongsToItsRequester() {
    ComputePlan plan = two.register(plan("plan").putMetadata("k", "v"));

    assertThat(plan.getOwner()).isEqualTo(TWO);
    assertThat(plan.getName()).isEqualTo("plan");
    assertThat(plan.getTag()).isEqualTo("tag");
    assertThat(plan.getMetadataMap()).containsOnlyKeys("k");
    assertThat(plan.hasCancelationDate()).isFalse();
    assertThat(plan.hasFailureDate()).isFalse();
    assertThat(one.plan(key("plan"))).isEqualTo(plan);
  }

  @Test
  void aPlanIsRegisteredOnce() {
    one.register(plan("plan"));

    refused(
        "OE0006: computeplan with key \"" + key("plan") + "\" already exists",
        () -> two.register(plan("plan")));
  }

  @Test
  void theOwnerGivesANewName() {
    ComputePlan before = one.register(plan("plan"));

    one.renamePlan(key("plan"), "renamed");

    assertThat(one.plan(key("plan"))).isEqualTo(before.toBuilder().setName("renamed").build());
    refused(
        "OE0102: requester does not own the compute plan",
        () -> two.renamePlan(key("plan"), "mine"));
  }

  @Test
  void cancellingSetsTheDateAndTouchesNoTask() {
    aPlanAndAFunction();
    one.register(task("task"));

    var events = EventLog.during(one, () -> one.cancelPlan(key("plan")));

    assertThat(one.plan(key("plan")).getCancelationDate()).isEqualTo(events.get(0).getTimestamp());
    assertThat(one.status(key("task")))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_UPDATED);
              assertThat(event.getComputePlan()).isEqualTo(one.plan(key("plan")));
              assertThat(event.getMetadataMap()).isEmpty();
            });
  }

  @Test
  void onlyTheOwnerCancels() {
    one.register(plan("plan"));

    refused("OE0102: only plan owner can act on it", () -> two.cancelPlan(key("plan")));
  }

  @Test
  void aTerminatedPlanIsNotCancelledAgain() {
    aPlanAndAFunction();
    one.register(plan("cancelled"));
    one.cancelPlan(key("cancelled"));
    one.register(task("task"));
    one.fail(key("task"));

    for (String plan : keys("cancelled", "plan")) {
      refused(
          "OE0109: compute plan " + plan + " is already terminated", () -> one.cancelPlan(plan));
    }
  }

  @Test
  void anyOtherActionIsUnimplementedEvenWhenThePlanIsTerminated() {
    one.register(plan("plan"));
    one.cancelPlan(key("plan"));
    ComputePlanAction unknown = ComputePlanAction.PLAN_ACTION_UNKNOWN;

    refused("OE0010: plan action unimplemented", () -> one.apply(key("plan"), unknown));
    refusedWith(OeCode.OE0102, () -> two.apply(key("plan"), unknown));
    refusedWith(OeCode.OE0002, () -> one.apply(key("nothing"), unknown));
  }

  @Test
  void aTaskThatFailsFailsItsPlanWithoutAnEventOfThePlan() {
    aPlanAndAFunction();
    one.register(task("task"));

    var events = EventLog.during(one, () -> one.fail(key("task")));

    assertThat(names(events.stream().map(Event::getAssetKey).toList())).containsExactly("task");
    assertThat(one.plan(key("plan")).getFailureDate()).isEqualTo(events.get(0).getTimestamp());
  }

  @Test
  void aPlanThatIsTerminatedKeepsItsDates() {
    aPlanAndAFunction();
    one.register(task("first"), task("second"));
    one.fail(key("first"));
    ComputePlan failed = one.plan(key("plan"));
    one.fail(key("second"));

    assertThat(one.plan(key("plan"))).isEqualTo(failed);
  }

  @Test
  void aCancelledPlanGetsNoFailureDate() {
    aPlanAndAFunction();
    one.register(task("task"));
    one.cancelPlan(key("plan"));

    one.fail(key("task"));

    assertThat(one.plan(key("plan")).hasFailureDate()).isFalse();
  }

  @Test
  void aTerminatedPlanStillTakesTasksModelsTransitionsAndNames() {
    aPlanAndAFunction();
    one.cancelPlan(key("plan"));

    one.register(task("task"));
    run("task");
    one.renamePlan(key("plan"), "renamed");

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
    assertThat(one.model(key("task-model")).getComputeTaskKey()).isEqualTo(key("task"));
    assertThat(one.plan(key("plan")).getName()).isEqualTo("renamed");
  }

  @Test
  void aFailedPlanDoesSoToo() {
    aPlanAndAFunction();
    one.register(task("failed"));
    one.fail(key("failed"));

    one.register(task("task"));
    run("task");
    one.renamePlan(key("plan"), "renamed");

    assertThat(one.status(key("task"))).isEqualTo(ComputeTaskStatus.STATUS_DONE);
    assertThat(one.plan(key("plan")).getName()).isEqualTo("renamed");
  }
}
