package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.created;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK;
import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionQueryFilter;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.Permission;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.RegisterTasksParam;
import org.junit.jupiter.api.Test;

class TaskRegistrationTest {
  private final TaskWorld world = new TaskWorld();

  @Test
  void aTaskIsReadBackAsItWasAnswered() {
    List<ComputeTask> answered = world.register(task("a").putMetadata("k", "v"));

    assertThat(answered).containsExactly(world.registered("a"));
    ComputeTask task = answered.get(0);
    assertThat(task.getOwner()).isEqualTo(ORG1);
    assertThat(task.getWorker()).isEqualTo(ORG2);
    assertThat(task.getRank()).isZero();
    assertThat(task.getStatus()).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(task.getMetadataMap()).containsExactly(Map.entry("k", "v"));
    assertThat(task.getOutputsOrThrow(Requests.MODEL).getTransient()).isTrue();
    assertThat(task.getOutputsOrThrow(Requests.MODEL).getPermissions().getDownload())
        .isEqualTo(Permission.newBuilder().setPublic(true).addAuthorizedIds(ORG1).build());
  }

  @Test
  void tasksAreAnsweredAndAnnouncedParentsFirst() {
    List<ComputeTask> answered =
        world.register(task("D", "B"), task("C", "A"), task("B"), task("A"));

    assertThat(answered)
        .extracting(ComputeTask::getKey)
        .containsExactly(key("B"), key("A"), key("D"), key("C"));
    assertThat(world.events())
        .containsExactly(
            created(ASSET_COMPUTE_TASK, "B"),
            created(ASSET_COMPUTE_TASK, "A"),
            created(ASSET_COMPUTE_TASK, "D"),
            created(ASSET_COMPUTE_TASK, "C"));
    assertThat(world.calls.events().get(3).getComputeTask()).isEqualTo(world.registered("C"));
  }

  @Test
  void oneBadTaskKeepsAllOthersOut() {
    assertRefusedWith(
        ErrorCode.NOT_FOUND,
        "function",
        () -> world.register(task("a"), task("b").setFunctionKey(key("unknown"))));

    assertRefused(
        ErrorCode.NOT_FOUND,
        "computetask with key \"" + key("a") + "\" not found",
        () -> world.registered("a"));
  }

  @Test
  void aCallWithoutTasksIsRefused() {
    assertRefused(ErrorCode.PRECONDITION, "no task to register", world::register);
  }

  @Test
  void aKeyIsRegisteredOnce() {
    String taken = "computetask with key \"" + key("a") + "\" already exists";
    assertRefused(ErrorCode.CONFLICT, taken, () -> world.register(task("a"), task("a")));
    world.register(task("a"));
    assertRefused(ErrorCode.CONFLICT, taken, () -> world.register(task("b"), task("a")));
  }

  @Test
  void anUnknownParentAndACycleAreTold() {
    String fault =
        "cyclic dependency in compute plan graph or unknown task parent, unsorted_tasks_count: ";
    assertRefused(ErrorCode.INVALID_ASSET, fault + 1, () -> world.register(task("a", "lost")));
    assertRefused(
        ErrorCode.INVALID_ASSET,
        fault + 2,
        () -> world.register(task("a", "b"), task("b", "a"), task("c")));
  }

  @Test
  void aRankIsOneMoreThanTheHighestOfTheParents() {
    world.register(task("a"), task("b", "a"));

    List<ComputeTask> answered =
        world.register(task("c", "a", "b"), task("d", "c"), task("e", "a"));

    assertThat(answered).extracting(ComputeTask::getRank).containsExactly(2, 1, 3);
  }

  @Test
  void theFirstStatusFollowsTheFunction() {
    world.register(Requests.function("built"));
    assertThat(firstStatus("built", "1")).isEqualTo(STATUS_WAITING_FOR_BUILDER_SLOT);
    world.apply("built", FunctionAction.FUNCTION_ACTION_BUILDING);
    assertThat(firstStatus("built", "2")).isEqualTo(STATUS_BUILDING);
    world.apply("built", FunctionAction.FUNCTION_ACTION_FAILED);
    assertThat(firstStatus("built", "3")).isEqualTo(STATUS_FAILED);
    world.register(Requests.function("canceled"));
    world.apply("canceled", FunctionAction.FUNCTION_ACTION_CANCELED);
    assertThat(firstStatus("canceled", "4")).isEqualTo(STATUS_CANCELED);
  }

  private ComputeTaskStatus firstStatus(String function, String name) {
    return world.register(task(name).setFunctionKey(key(function))).get(0).getStatus();
  }

  @Test
  void aTaskRegisteredAsFailedLeavesItsPlanAlone() {
    world.register(Requests.function("broken"));
    world.apply("broken", FunctionAction.FUNCTION_ACTION_BUILDING);
    world.apply("broken", FunctionAction.FUNCTION_ACTION_FAILED);

    assertThat(firstStatus("broken", "a")).isEqualTo(STATUS_FAILED);
    assertThat(world.plan(TaskWorld.PLAN).hasFailureDate()).isFalse();
  }

  @Test
  void theFirstStatusFollowsTheParents() {
    world.register(task("open"), task("done"), task("failed"), task("canceled"));
    world.train("done", "model");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_FAILED, "failed");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_CANCELED, "canceled");

    assertThat(
            world.register(
                task("1", "done"),
                task("2", "done", "open"),
                task("3", "open", "failed"),
                task("4", "canceled", "done"),
                task("5", "4")))
        .extracting(ComputeTask::getStatus)
        .containsExactly(
            STATUS_WAITING_FOR_EXECUTOR_SLOT,
            STATUS_WAITING_FOR_PARENT_TASKS,
            STATUS_CANCELED,
            STATUS_CANCELED,
            STATUS_CANCELED);
  }

  @Test
  void aParentThatIsGivenUpOutweighsTheFunction() {
    world.register(Requests.function("unbuilt"));
    world.register(task("failed"));
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_FAILED, "failed");

    assertThat(
            world.register(task("a", "failed").setFunctionKey(key("unbuilt"))).get(0).getStatus())
        .isEqualTo(STATUS_CANCELED);
  }

  @Test
  void parentsMayStandInAnotherPlanOfAnotherOrganization() {
    world.register(task("a"));
    world.calls.call(ORG3, world.plans::registerPlan, Requests.plan("theirs").build());

    assertThat(world.registerFor(ORG3, task("b", "a").setComputePlanKey(key("theirs"))))
        .extracting(ComputeTask::getRank, ComputeTask::getOwner)
        .containsExactly(tuple(1, ORG3));
  }

  @Test
  void logsAreForOwnersOfTheTaskAndItsAncestors() {
    world.calls.call(ORG3, world.plans::registerPlan, Requests.plan("theirs").build());
    world.registerFor(ORG3, task("a").setComputePlanKey(key("theirs")));

    ComputeTask alone = world.register(task("b")).get(0);
    ComputeTask child = world.register(task("c", "a", "b")).get(0);

    assertThat(alone.getLogsPermission().getAuthorizedIdsList()).containsExactly(ORG1);
    assertThat(child.getLogsPermission().getAuthorizedIdsList()).containsExactly(ORG1, ORG3);
  }

  @Test
  void theDataManagerSaysWhoWorksAndWhoMayReadLogs() {
    world.ready(TaskWorld.trainer("trainer"));
    world.data(ORG3, "manager", 1);

    ComputeTask task =
        world
            .register(
                task("a")
                    .setFunctionKey(key("trainer"))
                    .clearWorker()
                    .addInputs(TaskWorld.asset("data", "manager-0"))
                    .addInputs(TaskWorld.asset("opener", "manager")))
            .get(0);

    assertThat(task.getWorker()).isEqualTo(ORG3);
    assertThat(task.getLogsPermission().getAuthorizedIdsList()).containsExactly(ORG3);
  }

  @Test
  void aFunctionIsListedWithThePlansOfItsTasks() {
    world.ready(Requests.function("other"));
    world.register(task("a"), task("b"), task("c"));

    assertThat(
            world
                .calls
                .call(
                    ORG2,
                    world.functions::queryFunctions,
                    QueryFunctionsParam.newBuilder()
                        .setFilter(
                            FunctionQueryFilter.newBuilder().setComputePlanKey(key(TaskWorld.PLAN)))
                        .build())
                .getFunctionsList())
        .extracting(Function::getKey)
        .containsExactly(key(TaskWorld.FUNCTION));
  }

  @Test
  void terminatedPlansStillTakeTasks() {
    world.register(task("a"));
    world.act(ORG1, ComputeTaskAction.TASK_ACTION_FAILED, "a");

    assertThat(world.register(task("b"))).hasSize(1);
  }

  @Test
  void outputPermissionsAppendTheOwnerAndNotTheWorker() {
    NewPermissions some = NewPermissions.newBuilder().addAuthorizedIds(ORG3).build();

    ComputeTask task =
        world
            .register(
                task("a")
                    .putOutputs(
                        Requests.MODEL,
                        NewComputeTaskOutput.newBuilder().setPermissions(some).build()))
            .get(0);

    assertThat(
            task.getOutputsOrThrow(Requests.MODEL)
                .getPermissions()
                .getProcess()
                .getAuthorizedIdsList())
        .containsExactly(ORG3, ORG1);
  }

  @Test
  void aMessageThatBreaksRulesIsToldBeforeItsDoubles() {
    assertRefusedWith(
        ErrorCode.INVALID_ASSET,
        "computetask is not valid: ",
        () ->
            world.calls.call(
                ORG1,
                world.tasks::registerTasks,
                RegisterTasksParam.newBuilder()
                    .addTasks(task("a"))
                    .addTasks(task("a").setKey("A"))
                    .addTasks(task("a"))
                    .build()));
  }
}
