package orchestrator.lib.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskStatesTest {
  private static final Map<ComputeTaskAction, ComputeTaskStatus> RESULTS =
      new EnumMap<>(
          Map.of(
              ComputeTaskAction.TASK_ACTION_EXECUTING, ComputeTaskStatus.STATUS_EXECUTING,
              ComputeTaskAction.TASK_ACTION_DONE, ComputeTaskStatus.STATUS_DONE,
              ComputeTaskAction.TASK_ACTION_FAILED, ComputeTaskStatus.STATUS_FAILED,
              ComputeTaskAction.TASK_ACTION_CANCELED, ComputeTaskStatus.STATUS_CANCELED));

  private static final Map<ComputeTaskAction, Set<ComputeTaskStatus>> SOURCES =
      new EnumMap<>(
          Map.of(
              ComputeTaskAction.TASK_ACTION_EXECUTING,
              EnumSet.of(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT),
              ComputeTaskAction.TASK_ACTION_DONE,
              EnumSet.of(ComputeTaskStatus.STATUS_EXECUTING),
              ComputeTaskAction.TASK_ACTION_FAILED,
              notFinal(),
              ComputeTaskAction.TASK_ACTION_CANCELED,
              notFinal()));

  private static Set<ComputeTaskStatus> notFinal() {
    return EnumSet.of(
        ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT,
        ComputeTaskStatus.STATUS_BUILDING,
        ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS,
        ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
        ComputeTaskStatus.STATUS_EXECUTING);
  }

  static Stream<ComputeTaskAction> knownActions() {
    return RESULTS.keySet().stream();
  }

  static Stream<ComputeTaskStatus> statuses() {
    return Arrays.stream(ComputeTaskStatus.values())
        .filter(status -> status != ComputeTaskStatus.UNRECOGNIZED)
        .filter(status -> status != ComputeTaskStatus.STATUS_UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("knownActions")
  void anActionLeadsToItsStatusFromExactlyItsSources(ComputeTaskAction action) {
    statuses()
        .forEach(
            status -> {
              if (SOURCES.get(action).contains(status)) {
                assertThat(TaskStates.MACHINE.after(action, status)).isEqualTo(RESULTS.get(action));
              } else {
                assertRefused(action, status);
              }
            });
  }

  private static void assertRefused(ComputeTaskAction action, ComputeTaskStatus status) {
    String name =
        switch (action) {
          case TASK_ACTION_EXECUTING -> "transitionExecuting";
          case TASK_ACTION_DONE -> "transitionDone";
          case TASK_ACTION_FAILED -> "transitionFailed";
          default -> "transitionCanceled";
        };
    assertThatThrownBy(() -> TaskStates.MACHINE.after(action, status))
        .isInstanceOfSatisfying(
            OrchestratorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INAPPROPRIATE_STATUS))
        .hasMessage("event " + name + " inappropriate in current state " + status);
  }

  @Test
  void aTaskIsFinalWhenNoActionLeadsOutOfIt() {
    statuses()
        .forEach(
            status ->
                assertThat(TaskStates.FINAL.contains(status))
                    .isEqualTo(SOURCES.values().stream().noneMatch(s -> s.contains(status))));
  }

  @Test
  void onlyTheWorkerExecutesATask() {
    for (ComputeTaskAction action :
        List.of(ComputeTaskAction.TASK_ACTION_EXECUTING, ComputeTaskAction.TASK_ACTION_DONE)) {
      assertThat(TaskStates.MACHINE.allows(action, Set.of(Role.WORKER))).isTrue();
      assertThat(TaskStates.MACHINE.allows(action, Set.of(Role.OWNER, Role.WORKER))).isTrue();
      assertThat(TaskStates.MACHINE.allows(action, Set.of(Role.OWNER))).isFalse();
      assertThat(TaskStates.MACHINE.allows(action, Set.of())).isFalse();
    }
  }

  @Test
  void ownerAndWorkerMayGiveATaskUp() {
    for (ComputeTaskAction action :
        List.of(ComputeTaskAction.TASK_ACTION_FAILED, ComputeTaskAction.TASK_ACTION_CANCELED)) {
      assertThat(TaskStates.MACHINE.allows(action, Set.of(Role.WORKER))).isTrue();
      assertThat(TaskStates.MACHINE.allows(action, Set.of(Role.OWNER))).isTrue();
      assertThat(TaskStates.MACHINE.allows(action, Set.of())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ComputeTaskAction.class,
      names = {
        "TASK_ACTION_UNKNOWN",
        "TASK_ACTION_BUILD_STARTED",
        "TASK_ACTION_BUILD_FINISHED",
        "UNRECOGNIZED"
      })
  void nobodyMayDoAnyOtherAction(ComputeTaskAction action) {
    assertThat(TaskStates.MACHINE.knows(action)).isFalse();
    assertThat(TaskStates.MACHINE.allows(action, EnumSet.allOf(Role.class))).isFalse();
  }
}
