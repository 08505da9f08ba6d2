package orchestrator.client;

import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;

/** Registers functions that need no builder, with the organization that owns them. */
public final class ReadyFunction {
  private ReadyFunction() {}

  /**
   * Registers what is missing, and makes the function READY. Several processes may do so at once;
   * then each step is done by one of them.
   *
   * @param function with a key of the caller's choice
   * @return that key
   * @throws OrchestratorException when the server refuses or cannot be reached in time
   */
  public static String register(OrchestratorClient client, NewFunction function) {
    Membership.ensure(client);
    String key = function.getKey();
    Function found = found(client, function);
    if (found.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING) {
      apply(client, key, FunctionAction.FUNCTION_ACTION_BUILDING);
    }
    if (found(client, function).getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING) {
      apply(client, key, FunctionAction.FUNCTION_ACTION_READY);
    }
    return key;
  }

  private static Function found(OrchestratorClient client, NewFunction function) {
    GetFunctionParam get = GetFunctionParam.newBuilder().setKey(function.getKey()).build();
    try {
      return client.call(FunctionServiceGrpc.getGetFunctionMethod(), get);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.NOT_FOUND)) {
        throw e;
      }
    }
    try {
      return client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), function);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
      return client.call(FunctionServiceGrpc.getGetFunctionMethod(), get);
    }
  }

  private static void apply(OrchestratorClient client, String key, FunctionAction action) {
    try {
      client.call(
          FunctionServiceGrpc.getApplyFunctionActionMethod(),
          ApplyFunctionActionParam.newBuilder().setFunctionKey(key).setAction(action).build());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.INAPPROPRIATE_STATUS)) {
        throw e;
      }
    }
  }
}
