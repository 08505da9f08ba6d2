package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Cost;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.RegisterDataSamplesParam;
import orchestrator.proto.RegisterModelsParam;
import org.junit.jupiter.api.Test;

/** That a registration reads what it must know, once, and nothing that it knows to be absent. */
class RegistrationCostTest {
  private static final int MANY = 100;

  private final TaskWorld world = new TaskWorld();

  @Test
  void aPlanReadsItsKeyAndItsOwner() {
    Cost cost =
        Cost.of(world.calls, ORG1, world.plans::registerPlan, Requests.plan("another").build());

    assertThat(cost.reads()).isEqualTo(2);
  }

  @Test
  void aFunctionReadsItsKeyAndItsOwner() {
    Cost cost =
        Cost.of(
            world.calls, ORG1, world.functions::registerFunction, Requests.function("f").build());

    assertThat(cost.reads()).isEqualTo(2);
  }

  @Test
  void samplesReadTheirManagersAndTheirOwnerOnce() {
    world.data(ORG1, "manager", 0);
    world.data(ORG1, "second", 0);
    RegisterDataSamplesParam.Builder request = RegisterDataSamplesParam.newBuilder();
    for (int i = 0; i < MANY; i++) {
      request.addSamples(Requests.dataSample("sample-" + i, "manager", "second"));
    }

    Cost cost =
        Cost.of(
            world.calls,
            ORG1,
            world.calls.service(DataSampleService.class)::registerDataSamples,
            request.build());

    assertThat(cost.reads()).isEqualTo(MANY + 3);
    assertThat(cost.scans()).isZero();
  }

  @Test
  void modelsReadTheirTaskAndItsFunctionOnce() {
    world.ready(
        Requests.function("ensemble")
            .putOutputs(MODEL, Requests.output(AssetKind.ASSET_MODEL).setMultiple(true).build()));
    world.register(task("a").setFunctionKey(Requests.key("ensemble")));
    world.execute("a");
    RegisterModelsParam.Builder request = RegisterModelsParam.newBuilder();
    for (int i = 0; i < MANY; i++) {
      request.addModels(Requests.model("model-" + i, "a"));
    }

    Cost cost = Cost.of(world.calls, ORG2, world.models::registerModels, request.build());

    // The task is looked for in brief first.
    assertThat(cost.reads()).isEqualTo(MANY + 3);
    assertThat(cost.scans()).isZero();
  }
}
