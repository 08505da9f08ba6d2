package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.invalid;
import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.Model;
import orchestrator.proto.NewModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelTest extends Scenario {

  @BeforeEach
  void aTaskThatRuns() {
    aPlanAnd(
        measuringFunction("function")
            .putOutputs(
                "many", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    one.register(
        task("task").setWorker(TWO).putOutputs("many", output()).putOutputs("score", output()));
    two.start(key("task"));
  }

  private NewModel.Builder anotherModel(String name) {
    return model(name, "task").setComputeTaskOutputIdentifier("many");
  }

  @Test
  void aModelBelongsToItsWorkerAndTakesTheOutputsPermissions() {
    Model model = two.register(model("model", "task"));

    assertThat(model.getOwner()).isEqualTo(TWO);
    assertThat(model.getComputeTaskKey()).isEqualTo(key("task"));
    assertThat(model.getAddress()).isEqualTo(address("model"));
    assertThat(model.getPermissions())
        .isEqualTo(one.task(key("task")).getOutputsOrThrow("model").getPermissions());
    assertThat(one.model(key("model"))).isEqualTo(model);
  }

  @Test
  void onlyTheWorkerRegisters() {
    refused(
        "OE0102: only \"MyOrg2MSP\" worker can register model",
        () -> one.register(model("model", "task")));
  }

  @Test
  void theTaskMustBeExecuting() {
    two.finish(key("task"));

    refused(
        "OE0003: cannot register model for task with status \"STATUS_DONE\"",
        () -> two.register(model("model", "task")));
  }

  @Test
  void theTaskMustHaveTheOutputAndItMustBeAModel() {
    refused(
        "OE0106: Task \"" + key("task") + "\" has no output named \"other\"",
        () -> two.register(model("model", "task").setComputeTaskOutputIdentifier("other")));
    refused(
        "OE0107: Incompatible kind for task \""
            + key("task")
            + "\": output \"score\" expects \"ASSET_PERFORMANCE\", received \"ASSET_MODEL\"",
        () -> two.register(model("model", "task").setComputeTaskOutputIdentifier("score")));
  }

  @Test
  void anOutputTakesOneModelUnlessItIsMultiple() {
    two.register(model("model", "task"));
    two.register(anotherModel("a"));
    two.register(anotherModel("b"));

    refused(
        "OE0006: compute task \""
            + key("task")
            + "\" already has its unique output \"model\" registered",
        () -> two.register(model("second", "task")));
  }

  @Test
  void aKeyInUseIsAConflict() {
    two.register(anotherModel("model"));

    refused(
        "OE0006: model with key \"" + key("model") + "\" already exists",
        () -> two.register(anotherModel("model")));
  }

  @Test
  void whatIsMissingIsToldAtOnce() {
    invalid(
        "model",
        () -> two.register(model("m", "task").setKey("").clearComputeTaskOutputIdentifier()),
        "key: cannot be blank",
        "compute_task_output_identifier: cannot be blank");
    refusedWith(OeCode.OE0101, () -> two.register(model("m", "task").clearAddress()));
  }

  @Test
  void theTaskIsLookedForBeforeAnythingIsValidated() {
    refusedWith(OeCode.OE0002, () -> two.register(model("m", "nothing").setKey("")));
    refusedWith(OeCode.OE0101, () -> one.register(model("m", "task").setKey("")));
  }

  @Test
  void severalModelsOfOneTaskAreRegisteredTogetherInTheirOrder() {
    var events =
        EventLog.during(
            two, () -> two.registerAll(anotherModel("b"), model("m", "task"), anotherModel("a")));

    assertThat(two.modelsOf(key("task")))
        .containsExactlyInAnyOrder(one.model(key("a")), one.model(key("b")), one.model(key("m")));
    assertThat(names(events.stream().map(Event::getAssetKey).toList()))
        .containsExactly("b", "task", "m", "task", "a", "task");
    assertThat(events.get(1).getAssetKind()).isEqualTo(AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET);
    assertThat(events.get(1).getComputeTaskOutputAsset())
        .satisfies(
            output -> {
              assertThat(output.getComputeTaskKey()).isEqualTo(key("task"));
              assertThat(output.getComputeTaskOutputIdentifier()).isEqualTo("many");
              assertThat(output.getAssetKind()).isEqualTo(AssetKind.ASSET_MODEL);
              assertThat(output.getAssetKey()).isEqualTo(key("b"));
            });
  }

  @Test
  void oneFaultyModelKeepsTheOthersOut() {
    refusedWith(OeCode.OE0006, () -> two.registerAll(anotherModel("m"), anotherModel("m")));
    refusedWith(
        OeCode.OE0106,
        () ->
            two.registerAll(
                anotherModel("m"), anotherModel("n").setComputeTaskOutputIdentifier("x")));

    assertThat(two.modelsOf(key("task"))).isEmpty();
  }

  @Test
  void aBatchIsNotEmptyAndOfOneTask() {
    one.register(task("other").putOutputs("many", output()).putOutputs("score", output()));

    refusedWith(OeCode.OE0003, () -> two.registerAll());
    refused(
        "OE0003: All models should be part of the same task",
        () -> two.registerAll(anotherModel("m"), model("n", "other")));
  }

  @Test
  void aTasksModelsComeOldestFirst() {
    two.register(anotherModel("z"));
    two.register(anotherModel("m"));
    two.register(anotherModel("a"));

    assertThat(names(one.modelsOf(key("task")).stream().map(Model::getKey).toList()))
        .containsExactly("z", "m", "a");
    assertThat(one.modelsOf(key("nothing"))).isEmpty();
  }
}
