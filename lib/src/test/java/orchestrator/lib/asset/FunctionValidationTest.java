package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.input;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.output;
import static orchestrator.proto.AssetKind.ASSET_DATA_MANAGER;
import static orchestrator.proto.AssetKind.ASSET_DATA_SAMPLE;
import static orchestrator.proto.AssetKind.ASSET_FUNCTION;
import static orchestrator.proto.AssetKind.ASSET_MODEL;
import static orchestrator.proto.AssetKind.ASSET_PERFORMANCE;
import static orchestrator.proto.AssetKind.ASSET_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThatCode;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.UpdateFunctionParam;
import org.junit.jupiter.api.Test;

class FunctionValidationTest {
  private static final String INVALID = "OE0101: function is not valid: ";

  private static NewFunction.Builder bare() {
    return Requests.function("f").clearInputs().clearOutputs();
  }

  private static void assertFault(String fault, NewFunction.Builder function) {
    assertRefused(INVALID + fault, () -> Validator.check(function.build()));
  }

  private static void assertGood(NewFunction.Builder function) {
    assertThatCode(() -> Validator.check(function.build())).doesNotThrowAnyException();
  }

  private static FunctionInput in(AssetKind kind) {
    return input(kind).build();
  }

  private static FunctionOutput out(AssetKind kind) {
    return output(kind).build();
  }

  @Test
  void everythingButMetadataInputsAndOutputsIsRequired() {
    assertFault(
        "key: cannot be blank; name: cannot be blank; description: cannot be blank;"
            + " archive: cannot be blank; new_permissions: cannot be blank",
        NewFunction.newBuilder());
    assertGood(bare());
  }

  @Test
  void identifiersHave1To100Characters() {
    assertGood(bare().putInputs("i".repeat(100), in(ASSET_MODEL)));
    assertFault("inputs[]: cannot be blank", bare().putInputs("", in(ASSET_MODEL)));
    assertFault("outputs[]: cannot be blank", bare().putOutputs("", out(ASSET_MODEL)));
    assertFault(
        "outputs[" + "o".repeat(100) + "…]: the length must be between 1 and 100",
        bare().putOutputs("o".repeat(101), out(ASSET_MODEL)));
  }

  @Test
  void inputsAreModelsSamplesAndManagers() {
    assertGood(
        bare()
            .putInputs("model", in(ASSET_MODEL))
            .putInputs("opener", in(ASSET_DATA_MANAGER))
            .putInputs("data", in(ASSET_DATA_SAMPLE)));
    assertFault(
        "inputs[x].kind: must be a valid value", bare().putInputs("x", in(ASSET_PERFORMANCE)));
    assertFault("inputs[x].kind: must be a valid value", bare().putInputs("x", in(ASSET_FUNCTION)));
    assertFault("inputs[x].kind: cannot be blank", bare().putInputs("x", in(ASSET_UNKNOWN)));
    assertFault(
        "inputs[x].kind: must be a valid value",
        bare().putInputs("x", FunctionInput.newBuilder().setKindValue(77).build()));
  }

  @Test
  void modelsAndSamplesMayBeMultipleAndOptional() {
    assertGood(
        bare()
            .putInputs("model", input(ASSET_MODEL).setMultiple(true).setOptional(true).build())
            .putInputs("opener", in(ASSET_DATA_MANAGER))
            .putInputs(
                "data", input(ASSET_DATA_SAMPLE).setMultiple(true).setOptional(true).build()));
  }

  @Test
  void aManagerIsNeitherMultipleNorOptional() {
    assertFault(
        "inputs[opener].multiple: must be blank; inputs[opener].optional: must be blank",
        bare()
            .putInputs("data", in(ASSET_DATA_SAMPLE))
            .putInputs(
                "opener", input(ASSET_DATA_MANAGER).setMultiple(true).setOptional(true).build()));
  }

  @Test
  void managersAndSamplesComeTogether() {
    assertFault(
        "inputs: must have a data sample, since there is a data manager",
        bare().putInputs("opener", in(ASSET_DATA_MANAGER)));
    assertFault(
        "inputs: must have a data manager, since there is a data sample",
        bare().putInputs("data", in(ASSET_DATA_SAMPLE)));
    assertFault(
        "inputs: must have at most one data manager",
        bare()
            .putInputs("one", in(ASSET_DATA_MANAGER))
            .putInputs("two", in(ASSET_DATA_MANAGER))
            .putInputs("data", in(ASSET_DATA_SAMPLE)));
  }

  @Test
  void outputsAreModelsAndSinglePerformances() {
    assertGood(
        bare()
            .putOutputs("models", output(ASSET_MODEL).setMultiple(true).build())
            .putOutputs("accuracy", out(ASSET_PERFORMANCE)));
    assertFault(
        "outputs[x].multiple: must be blank",
        bare().putOutputs("x", output(ASSET_PERFORMANCE).setMultiple(true).build()));
    assertFault(
        "outputs[x].kind: must be a valid value", bare().putOutputs("x", out(ASSET_DATA_SAMPLE)));
    assertFault("outputs[x].kind: cannot be blank", bare().putOutputs("x", out(ASSET_UNKNOWN)));
  }

  @Test
  void anUpdateNeedsKeyAndName() {
    assertRefused(
        INVALID + "key: cannot be blank; name: cannot be blank",
        () -> Validator.check(UpdateFunctionParam.getDefaultInstance()));
  }

  @Test
  void anImageIsHeldToItsLengthsAlone() {
    assertThatCode(() -> Validator.check(withImage("not hex", "not a url")))
        .doesNotThrowAnyException();
    assertRefused(
        INVALID
            + "image.checksum: the length must be no more than 64;"
            + " image.storage_address: the length must be no more than 2048",
        () -> Validator.check(withImage("c".repeat(65), "a".repeat(2049))));
  }

  @Test
  void anImageWithoutChecksumIsNotLookedAt() {
    assertThatCode(() -> Validator.check(withImage("", "a".repeat(2049))))
        .doesNotThrowAnyException();
  }

  private static UpdateFunctionParam withImage(String checksum, String address) {
    return UpdateFunctionParam.newBuilder()
        .setKey(key("f"))
        .setName("f")
        .setImage(Addressable.newBuilder().setChecksum(checksum).setStorageAddress(address))
        .build();
  }
}
