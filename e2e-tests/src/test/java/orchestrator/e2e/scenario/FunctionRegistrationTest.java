package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionRegistrationTest extends Scenario {
  private static final FunctionInput MANAGER = takes(AssetKind.ASSET_DATA_MANAGER);
  private static final FunctionInput SAMPLES = takesAny(AssetKind.ASSET_DATA_SAMPLE);

  @Test
  void aNewFunctionWaitsAndHasAnEmptyImage() {
    NewFunction.Builder request = dataFunction("function").putMetadata("k", "v");

    Function function = one.register(request);

    assertThat(function.getStatus()).isEqualTo(FunctionStatus.FUNCTION_STATUS_WAITING);
    assertThat(function.hasImage()).isTrue();
    assertThat(function.getImage().getChecksum()).isEmpty();
    assertThat(function.getOwner()).isEqualTo(ONE);
    assertThat(function.getName()).isEqualTo("function");
    assertThat(function.getDescription()).isEqualTo(request.getDescription());
    assertThat(function.getArchive()).isEqualTo(request.getArchive());
    assertThat(function.getInputsMap()).isEqualTo(request.getInputsMap());
    assertThat(function.getOutputsMap()).isEqualTo(request.getOutputsMap());
    assertThat(function.getMetadataMap()).containsOnlyKeys("k");
    EventLog.micros(function.getCreationDate());
  }

  @Test
  void whatARegistrationAnswersIsWhatAGetAnswers() {
    assertThat(one.function(one.register(dataFunction("function")).getKey()))
        .isEqualTo(one.function(key("function")))
        .extracting(Function::getKey)
        .isEqualTo(key("function"));
  }

  @Test
  void aFunctionIsRegisteredOnce() {
    one.register(function("function"));

    refused(
        "OE0006: function with key \"" + key("function") + "\" already exists",
        () -> two.register(function("function")));
  }

  @Test
  void validationComesBeforeTheConflictAndTheConflictBeforeThePermissions() {
    one.register(function("function"));

    refusedWith(OeCode.OE0101, () -> one.register(function("function").setName("")));
    refusedWith(
        OeCode.OE0006,
        () -> one.register(function("function").setNewPermissions(only("NobodyMSP"))));
  }

  static Stream<FunctionInput> wrongInputs() {
    return Stream.of(
        takes(AssetKind.ASSET_UNKNOWN),
        takes(AssetKind.ASSET_PERFORMANCE),
        takes(AssetKind.ASSET_FUNCTION),
        FunctionInput.newBuilder().setKindValue(2).build());
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void anInputIsAModelASampleOrAManager(FunctionInput input) {
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(function("f").putInputs("x", input))))
        .startsWith("OE0101: function is not valid: ");
  }

  @ParameterizedTest
  @EnumSource(
      value = AssetKind.class,
      names = {"ASSET_UNKNOWN", "ASSET_DATA_SAMPLE", "ASSET_DATA_MANAGER", "ASSET_COMPUTE_TASK"})
  void anOutputIsAModelOrAPerformance(AssetKind kind) {
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putOutputs("x", makes(kind))));
  }

  @Test
  void aPerformanceOutputIsNotMultiple() {
    FunctionOutput many = makes(AssetKind.ASSET_PERFORMANCE).toBuilder().setMultiple(true).build();

    refusedWith(OeCode.OE0101, () -> one.register(function("f").putOutputs("x", many)));
  }

  @Test
  void anIdentifierHasOneToAHundredCharacters() {
    FunctionInput model = takes(AssetKind.ASSET_MODEL);
    FunctionOutput output = makes(AssetKind.ASSET_MODEL);
    String tooLong = "x".repeat(101);

    refusedWith(OeCode.OE0101, () -> one.register(function("f").putInputs("", model)));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putInputs(tooLong, model)));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putOutputs("", output)));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putOutputs(tooLong, output)));
    one.register(function("f").putInputs("x".repeat(100), model));
  }

  @Test
  void aManagerInputIsNeitherMultipleNorOptionalAndAlone() {
    NewFunction.Builder withSamples = function("f").putInputs("samples", SAMPLES);
    FunctionInput multiple = MANAGER.toBuilder().setMultiple(true).build();
    FunctionInput optional = MANAGER.toBuilder().setOptional(true).build();

    refusedWith(OeCode.OE0101, () -> one.register(withSamples.clone().putInputs("m", multiple)));
    refusedWith(OeCode.OE0101, () -> one.register(withSamples.clone().putInputs("m", optional)));
    refusedWith(
        OeCode.OE0101,
        () -> one.register(withSamples.clone().putInputs("m", MANAGER).putInputs("n", MANAGER)));
  }

  @Test
  void aManagerNeedsSamplesAndSamplesNeedAManager() {
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putInputs("m", MANAGER)));
    refusedWith(OeCode.OE0101, () -> one.register(function("f").putInputs("s", SAMPLES)));
    one.register(function("f").putInputs("m", MANAGER).putInputs("s", SAMPLES));
  }

  @Test
  void permissionsAreRequired() {
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(function("f").clearNewPermissions())))
        .contains("new_permissions: cannot be blank");
  }
}
