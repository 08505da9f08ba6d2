package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.lib.service.TaskWorld.updated;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_CANCELED;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_DONE;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_EXECUTING;
import static orchestrator.proto.ComputeTaskAction.TASK_ACTION_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.FunctionAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskTransitionsTest {
  private static final Set<ComputeTaskStatus> FINAL =
      EnumSet.of(STATUS_DONE, STATUS_FAILED, STATUS_CANCELED);

  private final TaskWorld world = new TaskWorld();

  static Stream<ComputeTaskStatus> statuses() {
    return Arrays.stream(ComputeTaskStatus.values())
        .filter(status -> status != ComputeTaskStatus.UNRECOGNIZED)
        .filter(status -> status != ComputeTaskStatus.STATUS_UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void anActionWorksForWhomAndWhereItShould(ComputeTaskStatus from) {
    int count = 0;
    for (String requester : new String[] {ORG1, ORG2, ORG3}) {
      for (ComputeTaskAction action : ComputeTaskAction.values()) {
        if (action == ComputeTaskAction.UNRECOGNIZED) {
          continue;
        }
        String name = "task-" + count++;
        bringTo(from, name);

        if (!mayAsk(requester, action)) {
          assertRefused(
              ErrorCode.PERMISSION_DENIED,
              "only task owner can update it",
              () -> world.act(requester, action, name));
          assertThat(world.status(name)).isEqualTo(from);
        } else if (!leadsOutOf(from, action)) {
          assertThatThrownBy(() -> world.act(requester, action, name))
              .isInstanceOfSatisfying(
                  OrchestratorException.class,
                  e -> assertThat(e.code()).isEqualTo(ErrorCode.INAPPROPRIATE_STATUS))
              .hasMessageEndingWith(" inappropriate in current state " + from);
          assertThat(world.status(name)).isEqualTo(from);
        } else {
          world.act(requester, action, name);
          assertThat(world.calls.events().get(0).getComputeTask())
              .isEqualTo(world.registered(name));
          assertThat(world.status(name).name())
              .isEqualTo(action.name().replace("TASK_ACTION", "STATUS"));
        }
      }
    }
  }

  private static boolean mayAsk(String requester, ComputeTaskAction action) {
    return switch (action) {
      case TASK_ACTION_EXECUTING, TASK_ACTION_DONE -> requester.equals(ORG2);
      case TASK_ACTION_FAILED, TASK_ACTION_CANCELED -> !requester.equals(ORG3);
      default -> false;
    };
  }

  private static boolean leadsOutOf(ComputeTaskStatus from, ComputeTaskAction action) {
    return switch (action) {
      case TASK_ACTION_EXECUTING -> from == STATUS_WAITING_FOR_EXECUTOR_SLOT;
      case TASK_ACTION_DONE -> from == STATUS_EXECUTING;
      default -> !FINAL.contains(from);
    };
  }

  /** Registers a task of ORG1 for ORG2, and moves it to a status. */
  private void bringTo(ComputeTaskStatus status, String name) {
    String function = "function of " + name;
    switch (status) {
      case STATUS_WAITING_FOR_BUILDER_SLOT, STATUS_BUILDING -> {
        world.register(Requests.function(function));
        world.register(task(name).setFunctionKey(key(function)));
        if (status == STATUS_BUILDING) {
          world.apply(function, FunctionAction.FUNCTION_ACTION_BUILDING);
        }
      }
      case STATUS_WAITING_FOR_PARENT_TASKS -> {
        world.register(task("parent of " + name));
        world.register(task(name, "parent of " + name));
      }
      default -> world.register(task(name));
    }
    if (status == STATUS_EXECUTING || status == STATUS_DONE) {
      world.execute(name);
    }
    switch (status) {
      case STATUS_DONE -> world.finish(name);
      case STATUS_FAILED -> world.act(ORG1, TASK_ACTION_FAILED, name);
      case STATUS_CANCELED -> world.act(ORG1, TASK_ACTION_CANCELED, name);
      default -> {}
    }
    assertThat(world.status(name)).isEqualTo(status);
  }

  @Test
  void aTaskThatIsDoneCannotBeDoneAgain() {
    world.register(task("a"));
    world.train("a", "model");

    assertRefused(
        ErrorCode.INAPPROPRIATE_STATUS,
        "event transitionDone inappropriate in current state STATUS_DONE",
        () -> world.finish("a"));
  }

  @Test
  void anUnknownTaskIsNotFoundUnderItsLowerCaseKey() {
    assertRefused(
        ErrorCode.NOT_FOUND,
        "computetask with key \"no such key\" not found",
        () ->
            world.calls.call(
                ORG1,
                world.tasks::applyTaskAction,
                ApplyTaskActionParam.newBuilder()
                    .setComputeTaskKey("No Such KEY")
                    .setAction(TASK_ACTION_DONE)
                    .build()));
  }

  @Test
  void anActionWithoutANumberOfItsOwnIsNobodys() {
    world.register(task("a"));

    assertRefused(
        ErrorCode.PERMISSION_DENIED,
        "only task owner can update it",
        () ->
            world.calls.call(
                ORG1,
                world.tasks::applyTaskAction,
                ApplyTaskActionParam.newBuilder()
                    .setComputeTaskKey(key("a"))
                    .setActionValue(4711)
                    .build()));
  }

  @Test
  void theLogIsTheReasonWhateverItsLength() {
    world.register(task("a"));
    String log = "why not? ".repeat(1000);

    world.act(ORG2, TASK_ACTION_EXECUTING, "a", log);

    assertThat(reason(0)).isEqualTo(log);
  }

  @Test
  void withoutALogTheReasonIsTheUser() {
    world.register(task("a"));

    world.execute("a");

    assertThat(world.events()).containsExactly(updated(ASSET_COMPUTE_TASK, "a"));
    assertThat(reason(0)).isEqualTo("User action");
  }

  @Test
  void theLastParentThatIsDoneFreesItsChildrenInOrderOfRegistration() {
    world.register(
        task("a"), task("b"), task("z", "a", "b"), task("y", "b"), task("x", "a"), task("w", "b"));
    world.train("a", "of a");
    assertThat(world.status("x")).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(world.status("z")).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);

    world.train("b", "of b");

    assertThat(world.events())
        .containsExactly(
            updated(ASSET_COMPUTE_TASK, "b"),
            updated(ASSET_COMPUTE_TASK, "z"),
            updated(ASSET_COMPUTE_TASK, "y"),
            updated(ASSET_COMPUTE_TASK, "w"));
    assertThat(reason(0)).isEqualTo("User action");
    assertThat(reason(1)).isEqualTo("Last parent task " + key("b") + " done");
    assertThat(world.calls.events().get(1).getComputeTask()).isEqualTo(world.registered("z"));
    assertThat(world.status("z")).isEqualTo(STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void aChildThatStillWaitsForItsFunctionIsNotFreed() {
    world.register(Requests.function("unbuilt"));
    world.register(task("a"), task("b", "a").setFunctionKey(key("unbuilt")));

    world.train("a", "model");

    assertThat(world.status("b")).isEqualTo(STATUS_WAITING_FOR_BUILDER_SLOT);
  }

  @Test
  void childrenKeepTheirStatusWhenAParentFailsOrIsCancelled() {
    world.register(task("a"), task("b"), task("c", "a"), task("d", "b"));

    world.act(ORG2, TASK_ACTION_FAILED, "a");
    world.act(ORG2, TASK_ACTION_CANCELED, "b");

    assertThat(world.status("c")).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);
    assertThat(world.status("d")).isEqualTo(STATUS_WAITING_FOR_PARENT_TASKS);
  }

  @Test
  void aFailureEndsThePlanWithoutAnEventOfIt() {
    world.register(task("a"), task("b"));
    world.act(ORG2, TASK_ACTION_FAILED, "a");
    assertThat(world.events()).containsExactly(updated(ASSET_COMPUTE_TASK, "a"));
    Timestamp failure = world.calls.events().get(0).getTimestamp();
    assertThat(world.plan(TaskWorld.PLAN).getFailureDate()).isEqualTo(failure);

    world.act(ORG2, TASK_ACTION_FAILED, "b");

    assertThat(world.plan(TaskWorld.PLAN).getFailureDate()).isEqualTo(failure);
  }

  @Test
  void aCancelledTaskDoesNotEndThePlan() {
    world.register(task("a"));

    world.act(ORG1, TASK_ACTION_CANCELED, "a");

    assertThat(world.plan(TaskWorld.PLAN).hasFailureDate()).isFalse();
  }

  private String reason(int event) {
    return world.calls.events().get(event).getMetadataOrThrow("reason");
  }
}
