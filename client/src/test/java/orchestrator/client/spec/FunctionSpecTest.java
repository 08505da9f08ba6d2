package orchestrator.client.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import org.junit.jupiter.api.Test;

class FunctionSpecTest {

  @Test
  void anOutputIsOneAssetUnlessItIsSaidToBeMultiple() {
    assertThat(
            FunctionSpec.named("train")
                .output("score", AssetKind.ASSET_PERFORMANCE)
                .multipleOutput("models")
                .toMessage()
                .getOutputsMap())
        .containsOnlyKeys("score", "models")
        .containsEntry(
            "score", FunctionOutput.newBuilder().setKind(AssetKind.ASSET_PERFORMANCE).build())
        .containsEntry(
            "models",
            FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).setMultiple(true).build());
  }

  @Test
  void anInputMustHaveOneAssetUnlessItIsSaidToBeOptionalOrMultiple() {
    FunctionInput model = FunctionInput.newBuilder().setKind(AssetKind.ASSET_MODEL).build();

    assertThat(
            FunctionSpec.named("train")
                .input("first", AssetKind.ASSET_MODEL)
                .optionalInput("shared", AssetKind.ASSET_MODEL)
                .multipleInput("parents", AssetKind.ASSET_MODEL)
                .toMessage()
                .getInputsMap())
        .containsOnlyKeys("first", "shared", "parents")
        .containsEntry("first", model)
        .containsEntry("shared", model.toBuilder().setOptional(true).build())
        .containsEntry("parents", model.toBuilder().setMultiple(true).build());
  }

  @Test
  void pairsTravelWithTheFunction() {
    assertThat(
            FunctionSpec.named("train")
                .metadata("language", "java")
                .metadata("licence", "MIT")
                .toMessage()
                .getMetadataMap())
        .containsOnly(entry("language", "java"), entry("licence", "MIT"));
  }
}
