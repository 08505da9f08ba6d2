package orchestrator.lib.state;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_BUILDING;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_CANCELED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_FAILED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_READY;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_BUILDING;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_CANCELED;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_FAILED;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_READY;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionStatesTest {
  private static final Map<FunctionAction, Map<FunctionStatus, FunctionStatus>> ALLOWED =
      Map.of(
          FUNCTION_ACTION_BUILDING,
          Map.of(FUNCTION_STATUS_WAITING, FUNCTION_STATUS_BUILDING),
          FUNCTION_ACTION_READY,
          Map.of(FUNCTION_STATUS_BUILDING, FUNCTION_STATUS_READY),
          FUNCTION_ACTION_CANCELED,
          Map.of(
              FUNCTION_STATUS_WAITING,
              FUNCTION_STATUS_CANCELED,
              FUNCTION_STATUS_BUILDING,
              FUNCTION_STATUS_CANCELED),
          FUNCTION_ACTION_FAILED,
          Map.of(FUNCTION_STATUS_BUILDING, FUNCTION_STATUS_FAILED));

  private static final Map<FunctionAction, String> NAMES =
      Map.of(
          FUNCTION_ACTION_BUILDING, "transitionBuilding",
          FUNCTION_ACTION_READY, "transitionReady",
          FUNCTION_ACTION_CANCELED, "transitionCanceled",
          FUNCTION_ACTION_FAILED, "transitionFailed");

  static Stream<Arguments> everyActionInEveryStatus() {
    return ALLOWED.keySet().stream()
        .flatMap(
            action ->
                Arrays.stream(FunctionStatus.values()).map(status -> Arguments.of(action, status)));
  }

  @ParameterizedTest
  @MethodSource("everyActionInEveryStatus")
  void anActionLeadsWhereTheTableSaysOrIsRefusedByName(
      FunctionAction action, FunctionStatus status) {
    Optional<FunctionStatus> next =
        Optional.ofNullable(ALLOWED.getOrDefault(action, Map.of()).get(status));

    if (next.isPresent()) {
      assertThat(FunctionStates.MACHINE.after(action, status)).isEqualTo(next.get());
    } else {
      assertRefused(
          "OE0104: event " + NAMES.get(action) + " inappropriate in current state " + status,
          () -> FunctionStates.MACHINE.after(action, status));
    }
  }

  @Test
  void everyActionIsTheOwnersAlone() {
    for (FunctionAction action : ALLOWED.keySet()) {
      assertThat(FunctionStates.MACHINE.allows(action, Set.of(Role.OWNER))).isTrue();
      assertThat(FunctionStates.MACHINE.allows(action, Set.of(Role.WORKER))).isFalse();
    }
  }

  @Test
  void otherActionsAreUnknown() {
    for (FunctionAction action :
        List.of(FunctionAction.FUNCTION_ACTION_UNKNOWN, FunctionAction.UNRECOGNIZED)) {
      assertThat(FunctionStates.MACHINE.knows(action)).isFalse();
    }
  }
}
