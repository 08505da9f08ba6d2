package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.key;

import java.util.List;
import java.util.Map;
import orchestrator.lib.fixtures.Calls;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.UpdateFunctionParam;

/** A channel with functions of ORG1 in the statuses that a test needs. */
final class FunctionWorld {
  private static final Map<FunctionStatus, List<FunctionAction>> WAYS =
      Map.of(
          FunctionStatus.FUNCTION_STATUS_WAITING,
          List.of(),
          FunctionStatus.FUNCTION_STATUS_BUILDING,
          List.of(FunctionAction.FUNCTION_ACTION_BUILDING),
          FunctionStatus.FUNCTION_STATUS_READY,
          List.of(FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_READY),
          FunctionStatus.FUNCTION_STATUS_FAILED,
          List.of(FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_FAILED),
          FunctionStatus.FUNCTION_STATUS_CANCELED,
          List.of(FunctionAction.FUNCTION_ACTION_CANCELED));

  private final AssetWorld world = new AssetWorld();
  final Calls calls = world.calls;

  /** Registers a function and brings it into a status. */
  void bring(String name, FunctionStatus status) {
    world.function(ORG1, name);
    for (FunctionAction action : WAYS.getOrDefault(status, List.of())) {
      apply(ORG1, name, action);
    }
  }

  void apply(String requester, String name, FunctionAction action) {
    apply(
        requester,
        ApplyFunctionActionParam.newBuilder().setFunctionKey(key(name)).setAction(action).build());
  }

  void apply(String requester, ApplyFunctionActionParam request) {
    calls.call(requester, world.functions::applyFunctionAction, request);
  }

  void update(String requester, UpdateFunctionParam request) {
    calls.call(requester, world.functions::updateFunction, request);
  }

  Function get(String name) {
    return world.function(name);
  }
}
