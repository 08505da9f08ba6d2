package orchestrator.lib.asset;

import static orchestrator.lib.fixtures.Refused.assertRefused;
import static orchestrator.lib.fixtures.Requests.dataManager;
import static orchestrator.lib.fixtures.Requests.dataSample;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.model;
import static orchestrator.lib.fixtures.Requests.plan;
import static org.assertj.core.api.Assertions.assertThatCode;

import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewDataManager;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.ProfilingStep;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.UpdateComputePlanParam;
import orchestrator.proto.UpdateDataManagerParam;
import orchestrator.proto.UpdateDataSamplesParam;
import org.junit.jupiter.api.Test;

class OtherValidationTest {
  @Test
  void anOrganizationHasAnAbsoluteAddressOrNone() {
    assertThatCode(() -> Validator.check(organization(""))).doesNotThrowAnyException();
    assertThatCode(() -> Validator.check(organization("https://org"))).doesNotThrowAnyException();
    assertRefused(
        "OE0101: organization is not valid: address: must be a valid URL",
        () -> Validator.check(organization("org/path")));
  }

  private static RegisterOrganizationParam organization(String address) {
    return RegisterOrganizationParam.newBuilder().setAddress(address).build();
  }

  @Test
  void aDataManagerNeedsAllButTypeAndMetadata() {
    assertThatCode(() -> Validator.check(dataManager("m").build())).doesNotThrowAnyException();
    assertRefused(
        "OE0101: datamanager is not valid: key: cannot be blank; name: cannot be blank;"
            + " new_permissions: cannot be blank; description: cannot be blank;"
            + " opener: cannot be blank; logs_permission: cannot be blank",
        () -> Validator.check(NewDataManager.getDefaultInstance()));
    assertRefused(
        "OE0101: datamanager is not valid: type: must be a valid value",
        () -> Validator.check(dataManager("m").setType("\0").build()));
  }

  @Test
  void aSampleHasAKeyAChecksumAndKeysOfManagers() {
    assertThatCode(() -> Validator.check(RegisterDataSamplesParam.newBuilder().build()))
        .doesNotThrowAnyException();
    assertRefused(
        "OE0101: datasample is not valid: samples[1].key: cannot be blank;"
            + " samples[1].data_manager_keys[0]: must be a valid UUID;"
            + " samples[1].checksum: cannot be blank",
        () ->
            Validator.check(
                RegisterDataSamplesParam.newBuilder()
                    .addSamples(dataSample("s", "m", "m"))
                    .addSamples(dataSample("t").clearKey().clearChecksum().addDataManagerKeys("x"))
                    .build()));
  }

  @Test
  void anUpdateOfSamplesNeedsKeysButNoManagers() {
    assertThatCode(
            () -> Validator.check(UpdateDataSamplesParam.newBuilder().addKeys(key("s")).build()))
        .doesNotThrowAnyException();
    assertRefused(
        "OE0101: datasample is not valid: keys: cannot be blank;"
            + " data_manager_keys[0]: must be a valid UUID",
        () -> Validator.check(UpdateDataSamplesParam.newBuilder().addDataManagerKeys("x").build()));
    assertRefused(
        "OE0101: datasample is not valid: keys[1]: must be a valid UUID",
        () ->
            Validator.check(
                UpdateDataSamplesParam.newBuilder().addKeys(key("s")).addKeys("x").build()));
  }

  @Test
  void aPlanNeedsKeyAndNameAndAShortTag() {
    assertRefused(
        "OE0101: computeplan is not valid: key: cannot be blank; name: cannot be blank",
        () -> Validator.check(NewComputePlan.getDefaultInstance()));
    assertThatCode(() -> Validator.check(plan("p").setTag("t".repeat(100)).build()))
        .doesNotThrowAnyException();
  }

  @Test
  void newNamesNeedKeyAndName() {
    assertRefused(
        "OE0101: computeplan is not valid: key: cannot be blank; name: cannot be blank",
        () -> Validator.check(UpdateComputePlanParam.getDefaultInstance()));
    assertRefused(
        "OE0101: datamanager is not valid: key: cannot be blank; name: cannot be blank",
        () -> Validator.check(UpdateDataManagerParam.getDefaultInstance()));
  }

  @Test
  void aModelNeedsEverything() {
    assertThatCode(() -> Validator.check(model("m", "t").build())).doesNotThrowAnyException();
    assertRefused(
        "OE0101: model is not valid: key: cannot be blank; compute_task_key: cannot be blank;"
            + " compute_task_output_identifier: cannot be blank; address: cannot be blank",
        () -> Validator.check(NewModel.getDefaultInstance()));
  }

  @Test
  void aBatchOfModelsTellsTheIndexOfItsFirstBadOne() {
    assertRefused(
        "OE0101: model is not valid: models[1].address: cannot be blank",
        () ->
            Validator.check(
                RegisterModelsParam.newBuilder()
                    .addModels(model("m", "t"))
                    .addModels(model("n", "t").clearAddress())
                    .addModels(model("o", "t").clearKey())
                    .build()));
  }

  @Test
  void aPerformanceMayBeAnyNumber() {
    for (float value : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatCode(
              () ->
                  Validator.check(
                      NewPerformance.newBuilder()
                          .setComputeTaskKey(key("t"))
                          .setComputeTaskOutputIdentifier("o")
                          .setPerformanceValue(value)
                          .build()))
          .doesNotThrowAnyException();
    }
    assertRefused(
        "OE0101: performance is not valid: compute_task_key: cannot be blank;"
            + " compute_task_output_identifier: cannot be blank",
        () -> Validator.check(NewPerformance.getDefaultInstance()));
  }

  @Test
  void aProfilingStepNeedsEverything() {
    assertThatCode(
            () ->
                Validator.check(
                    ProfilingStep.newBuilder()
                        .setAssetKey(key("t"))
                        .setStep("build")
                        .setDuration(-1) // the greatest of unsigned numbers
                        .build()))
        .doesNotThrowAnyException();
    assertRefused(
        "OE0101: profiling_step is not valid: asset_key: cannot be blank; step: cannot be blank;"
            + " duration: cannot be blank",
        () -> Validator.check(ProfilingStep.getDefaultInstance()));
    assertThatCode(
            () ->
                Validator.check(
                    ProfilingStep.newBuilder()
                        .setAssetKey(key("t"))
                        .setStep("s".repeat(101))
                        .setDuration(1)
                        .build()))
        .hasMessage("profiling_step is not valid: step: the length must be between 1 and 100");
  }
}
