package orchestrator.graph.run;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.ReadyFunction;
import orchestrator.client.spec.Keys;
import orchestrator.client.spec.Sharing;
import orchestrator.graph.plan.GraphPlan;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewFunction;

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
    return ReadyFunction.register(
        client, registration(Keys.named("graph node of " + client.organization())));
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
}
