package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.lib.service.TaskWorld.updated;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK;
import static orchestrator.proto.AssetKind.ASSET_FUNCTION;
import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.Event;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.NewComputeTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionCascadesTest {
  private final TaskWorld world = new TaskWorld();

  @BeforeEach
  void registerATaskThatWaitsForItsFunction() {
    world.register(Requests.function("unbuilt"));
    world.register(unbuilt("a"));
  }

  private static NewComputeTask.Builder unbuilt(String name, String... parents) {
    return task(name, parents).setFunctionKey(key("unbuilt"));
  }

  @Test
  void aTaskFollowsTheBuildOfItsFunction() {
    assertThat(world.status("a")).isEqualTo(STATUS_WAITING_FOR_BUILDER_SLOT);

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);
    assertThat(world.status("a")).isEqualTo(STATUS_BUILDING);

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_READY);
    assertThat(world.status("a")).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void theFunctionsEventComesBeforeThoseOfItsTasksOldestFirst() {
    world.register(unbuilt("b"));
    world.register(unbuilt("c"));

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);

    assertThat(world.events())
        .containsExactly(
            updated(ASSET_FUNCTION, "unbuilt"),
            updated(ASSET_COMPUTE_TASK, "a"),
            updated(ASSET_COMPUTE_TASK, "b"),
            updated(ASSET_COMPUTE_TASK, "c"));
    assertThat(reasons()).containsOnly("User action");
    assertThat(world.calls.events().get(1).getComputeTask()).isEqualTo(world.registered("a"));
  }

  @Test
  void aBuiltFunctionSaysSoToItsTasks() {
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_READY);

    assertThat(reasons())
        .containsExactly("User action", "Function " + key("unbuilt") + " finished building");
  }

  @Test
  void aTaskOfABuiltFunctionStillWaitsForItsParents() {
    world.register(task("done"), task("open"), task("canceled"));
    world.train("done", "model");
    world.register(
        unbuilt("of done", "done"), unbuilt("of both", "done", "open"), unbuilt("x", "canceled"));
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_CANCELED, "canceled");

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_READY);

    assertThat(world.status("of done")).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(world.status("of both")).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);
    assertThat(world.status("x")).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void aFunctionThatIsCancelledBeforeItsBuildCancelsItsTasks() {
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_CANCELED);

    assertThat(world.status("a")).isEqualTo(STATUS_CANCELED);
    assertThat(world.plan(TaskWorld.PLAN).hasFailureDate()).isFalse();
  }

  @Test
  void aFunctionThatIsCancelledWhileBuiltCancelsItsTasks() {
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_CANCELED);

    assertThat(world.status("a")).isEqualTo(STATUS_CANCELED);
  }

  @Test
  void aFunctionThatFailsTakesItsTasksAndTheirPlansAlong() {
    world.calls.call(ORG1, world.plans::registerPlan, Requests.plan("other").build());
    world.register(unbuilt("b").setComputePlanKey(key("other")));
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_FAILED);

    assertThat(world.status("a")).isEqualTo(STATUS_FAILED);
    assertThat(world.status("b")).isEqualTo(STATUS_FAILED);
    assertThat(world.plan(TaskWorld.PLAN).hasFailureDate()).isTrue();
    assertThat(world.plan("other").hasFailureDate()).isTrue();
  }

  @Test
  void tasksThatWereGivenUpBeforeStayAsTheyAre() {
    world.register(unbuilt("failed"));
    world.act(ORG1, ComputeTaskAction.TASK_ACTION_CANCELED, "a");
    world.act(ORG1, ComputeTaskAction.TASK_ACTION_FAILED, "failed");

    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_BUILDING);
    world.apply("unbuilt", FunctionAction.FUNCTION_ACTION_READY);

    assertThat(world.events()).hasSize(1);
    assertThat(world.status("a")).isEqualTo(STATUS_CANCELED);
    assertThat(world.status("failed")).isEqualTo(STATUS_FAILED);
  }

  private List<String> reasons() {
    return world.calls.events().stream().map(FunctionCascadesTest::reason).toList();
  }

  private static String reason(Event event) {
    return event.getMetadataOrThrow("reason");
  }
}
