package orchestrator.lib.state;

import static orchestrator.lib.state.Role.OWNER;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_BUILDING;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_CANCELED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_FAILED;
import static orchestrator.proto.FunctionAction.FUNCTION_ACTION_READY;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_BUILDING;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_CANCELED;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_FAILED;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_READY;
import static orchestrator.proto.FunctionStatus.FUNCTION_STATUS_WAITING;

import java.util.List;
import java.util.Set;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;

/** Holds the state machine of functions, which all begin as WAITING. */
public final class FunctionStates {
  /** What callers may ask for. */
  public static final StateMachine<FunctionAction, FunctionStatus> MACHINE =
      new StateMachine<>(
          List.of(
              new Transition<>(
                  FUNCTION_ACTION_BUILDING,
                  "transitionBuilding",
                  Set.of(OWNER),
                  Set.of(FUNCTION_STATUS_WAITING),
                  FUNCTION_STATUS_BUILDING),
              new Transition<>(
                  FUNCTION_ACTION_READY,
                  "transitionReady",
                  Set.of(OWNER),
                  Set.of(FUNCTION_STATUS_BUILDING),
                  FUNCTION_STATUS_READY),
              new Transition<>(
                  FUNCTION_ACTION_CANCELED,
                  "transitionCanceled",
                  Set.of(OWNER),
                  Set.of(FUNCTION_STATUS_WAITING, FUNCTION_STATUS_BUILDING),
                  FUNCTION_STATUS_CANCELED),
              new Transition<>(
                  FUNCTION_ACTION_FAILED,
                  "transitionFailed",
                  Set.of(OWNER),
                  Set.of(FUNCTION_STATUS_BUILDING),
                  FUNCTION_STATUS_FAILED)));

  private FunctionStates() {}
}
