package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.PLAN;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_CANCELED;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ComputePlanAction;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.Test;

class IsPlanRunningTest {
  private final TaskWorld world = new TaskWorld();

  private boolean isRunning(String key) {
    return world
        .calls
        .call(ORG3, world.plans::isPlanRunning, IsPlanRunningParam.newBuilder().setKey(key).build())
        .getIsRunning();
  }

  private boolean isRunning() {
    return isRunning(key(PLAN));
  }

  @Test
  void aPlanWithoutTasksIsNotRunning() {
    assertThat(isRunning()).isFalse();
  }

  @Test
  void aPlanRunsUntilAllItsTasksAreDone() {
    world.register(task("a"), task("b", "a"));
    assertThat(isRunning()).isTrue();
    assertThat(isRunning(key(PLAN).toUpperCase(Locale.ROOT))).isTrue();

    world.execute("a");
    assertThat(isRunning()).isTrue();
    world.finish("a");
    assertThat(isRunning()).isTrue();
    world.execute("b");
    world.finish("b");

    assertThat(isRunning()).isFalse();
  }

  @Test
  void aPlanWhoseFunctionsAreNotBuiltYetRuns() {
    world.register(Requests.function("unbuilt"));
    NewComputeTask.Builder waiting = task("a").setFunctionKey(key("unbuilt"));

    world.register(waiting);
    assertThat(isRunning()).isTrue();

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);
    assertThat(isRunning()).isTrue();
  }

  @Test
  void aCancelledTaskEndsItWhateverTheOthersDo() {
    world.register(task("a"), task("b"));

    world.act(ORG1, TASK_ACTION_CANCELED, "a");

    assertThat(world.plan(PLAN).hasFailureDate()).isFalse();
    assertThat(isRunning()).isFalse();
  }

  @Test
  void aFailedTaskEndsIt() {
    world.register(task("a"), task("b"));

    world.act(ORG1, TASK_ACTION_FAILED, "a");

    assertThat(world.plan(PLAN).hasFailureDate()).isTrue();
    assertThat(isRunning()).isFalse();
  }

  @Test
  void aCancelledPlanIsNotRunningThoughItsTasksGoOn() {
    world.register(task("a"));

    world.calls.call(
        ORG1,
        world.plans::applyPlanAction,
        ApplyPlanActionParam.newBuilder()
            .setKey(key(PLAN))
            .setAction(ComputePlanAction.PLAN_ACTION_CANCELED)
            .build());

    assertThat(isRunning()).isFalse();
  }

  @Test
  void anUnknownPlanIsNotFound() {
    assertRefused("OE0002: computeplan with key \"no uuid\" not found", () -> isRunning("No UUID"));
  }
}
