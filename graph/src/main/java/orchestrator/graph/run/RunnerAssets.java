package orchestrator.graph.run;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.RegisterOrganizationParam;

/** Registers what graphs need before the first of them: the organization, and the function. */
final class RunnerAssets {
  private static final String NAME = "graph node";

  private RunnerAssets() {}

  /**
   * Registers what is missing.
   *
   * @return the key of the function that all nodes of the organization's graphs are tasks of
   */
  static String register(OrchestratorClient client) {
    try {
      client.call(
          OrganizationServiceGrpc.getRegisterOrganizationMethod(),
          RegisterOrganizationParam.getDefaultInstance());
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
    }
    String key = Keys.named("graph node of " + client.organization());
    Function function = function(client, key);
    // Two runners may start at once; then each step is done by one of them.
    if (function.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING) {
      apply(client, key, FunctionAction.FUNCTION_ACTION_BUILDING);
    }
    if (function(client, key).getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING) {
      apply(client, key, FunctionAction.FUNCTION_ACTION_READY);
    }
    return key;
  }

  private static Function function(OrchestratorClient client, String key) {
    GetFunctionParam get = GetFunctionParam.newBuilder().setKey(key).build();
    try {
      return client.call(FunctionServiceGrpc.getGetFunctionMethod(), get);
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.NOT_FOUND)) {
        throw e;
      }
    }
    try {
      return client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), registration(key));
    } catch (OrchestratorException e) {
      if (!e.is(ErrorCode.CONFLICT)) {
        throw e;
      }
      return client.call(FunctionServiceGrpc.getGetFunctionMethod(), get);
    }
  }

  /** What a node runs is in its task, so that description and archive are a word. */
  private static NewFunction registration(String key) {
    Addressable word =
        Addressable.newBuilder()
            .setChecksum(Hashing.sha256().hashString(NAME, StandardCharsets.UTF_8).toString())
            .setStorageAddress("orchestrator://graph/node")
            .build();
    return NewFunction.newBuilder()
        .setKey(key)
        .setName(NAME)
        .setDescription(word)
        .setArchive(word)
        // Nobody else may have this organization's executors run anything.
        .setNewPermissions(Sharing.ownerOnly())
        .putInputs(
            GraphPlan.BEFORE,
            FunctionInput.newBuilder()
                .setKind(AssetKind.ASSET_MODEL)
                .setMultiple(true)
                .setOptional(true)
                .build())
        .putOutputs(
            GraphPlan.RESULT, FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build())
        .build();
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
