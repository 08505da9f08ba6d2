package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionActionTest extends Scenario {
  private static final FunctionAction BUILDING = FunctionAction.FUNCTION_ACTION_BUILDING;
  private static final FunctionAction READY = FunctionAction.FUNCTION_ACTION_READY;
  private static final FunctionAction CANCELED = FunctionAction.FUNCTION_ACTION_CANCELED;
  private static final FunctionAction FAILED = FunctionAction.FUNCTION_ACTION_FAILED;

  private static final Map<FunctionAction, String> TRANSITIONS =
      Map.of(
          BUILDING, "transitionBuilding",
          READY, "transitionReady",
          CANCELED, "transitionCanceled",
          FAILED, "transitionFailed");

  private static final Map<FunctionAction, FunctionStatus> RESULTS =
      Map.of(
          BUILDING, FunctionStatus.FUNCTION_STATUS_BUILDING,
          READY, FunctionStatus.FUNCTION_STATUS_READY,
          CANCELED, FunctionStatus.FUNCTION_STATUS_CANCELED,
          FAILED, FunctionStatus.FUNCTION_STATUS_FAILED);

  /** The actions that lead to a status, and those that it allows. */
  private record State(List<FunctionAction> path, List<FunctionAction> allowed) {}

  static List<State> states() {
    return List.of(
        new State(List.of(), List.of(BUILDING, CANCELED)),
        new State(List.of(BUILDING), List.of(READY, CANCELED, FAILED)),
        new State(List.of(BUILDING, READY), List.of()),
        new State(List.of(CANCELED), List.of()),
        new State(List.of(BUILDING, FAILED), List.of()));
  }

  @BeforeEach
  void aFunction() {
    one.register(function("function"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aStatusAllowsItsActionsAndNoOthers(State state) {
    for (FunctionAction action : TRANSITIONS.keySet()) {
      String key = one.register(function("to be " + action)).getKey();
      state.path.forEach(step -> one.apply(key, step));
      FunctionStatus before = one.function(key).getStatus();
      if (state.allowed.contains(action)) {
        one.apply(key, action);
        assertThat(one.function(key).getStatus()).isEqualTo(RESULTS.get(action));
      } else {
        refused(
            "OE0104: event "
                + TRANSITIONS.get(action)
                + " inappropriate in current state "
                + before,
            () -> one.apply(key, action));
        assertThat(one.function(key).getStatus()).isEqualTo(before);
      }
    }
  }

  @Test
  void onlyTheOwnerActs() {
    refused(
        "OE0102: only function owner can update it", () -> two.apply(key("function"), BUILDING));
  }

  @Test
  void theOwnerIsAskedForBeforeTheTransitionIs() {
    refused("OE0102: only function owner can update it", () -> two.apply(key("function"), READY));
  }

  @Test
  void anUnsupportedActionIsRefusedEvenForAnUnknownFunction() {
    String text = "OE0003: unsupported action";

    refused(text, () -> one.apply(key("function"), FunctionAction.FUNCTION_ACTION_UNKNOWN));
    refused(text, () -> one.apply(key("nothing"), FunctionAction.FUNCTION_ACTION_UNKNOWN));
    refused(
        text,
        () ->
            one.call(
                FunctionServiceGrpc.getApplyFunctionActionMethod(),
                ApplyFunctionActionParam.newBuilder()
                    .setFunctionKey(key("function"))
                    .setActionValue(99)
                    .build()));
  }

  @Test
  void aSupportedActionOnAnUnknownFunctionFindsNothing() {
    refused(
        "OE0002: function with key \"" + key("nothing") + "\" not found",
        () -> one.apply(key("nothing"), BUILDING));
  }
}
