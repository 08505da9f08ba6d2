package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInputAsset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskInputAssetsTest extends Scenario {

  @BeforeEach
  void aPlan() {
    aPlanAnd(
        function("function")
            .putOutputs(
                "model", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    one.register(task("parent").putOutputs("model", transientOutput()));
  }

  @Test
  void aDataTasksInputsComeInTheirOrder() {
    one.register(dataFunction("data function"));
    one.build(key("data function"));
    one.register(manager("manager"));
    one.register(sample("b", "manager"), sample("a", "manager"));
    one.register(
        task("task")
            .setFunctionKey(key("data function"))
            .addInputs(asset("samples", "b"))
            .addInputs(asset("manager", "manager"))
            .addInputs(asset("samples", "a")));

    List<ComputeTaskInputAsset> inputs = two.inputs(key("task"));

    assertThat(inputs)
        .extracting(ComputeTaskInputAsset::getIdentifier)
        .containsExactly("samples", "manager", "samples");
    assertThat(inputs.get(0).getDataSample()).isEqualTo(one.sample(key("b")));
    assertThat(inputs.get(1).getDataManager()).isEqualTo(one.manager(key("manager")));
    assertThat(inputs.get(2).getDataSample()).isEqualTo(one.sample(key("a")));
  }

  @Test
  void aMultipleOutputGivesOneEntryPerModelInTheOrderOfRegistration() {
    one.register(task("childless"));
    one.register(child("task", "childless", "parent"));
    one.start(key("parent"));
    one.register(model("second", "parent"));
    one.register(model("first", "parent"));
    one.finish(key("parent"));
    one.start(key("childless"));
    one.finish(key("childless"));

    assertThat(one.inputs(key("task")))
        .extracting(ComputeTaskInputAsset::getModel)
        .containsExactly(one.model(key("second")), one.model(key("first")));
  }

  @Test
  void aModelByKeyIsAnInput() {
    run("parent");
    one.register(task("task").addInputs(asset("models", "parent-model")));

    assertThat(one.inputs(key("task")))
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getIdentifier()).isEqualTo("models");
              assertThat(input.getModel()).isEqualTo(one.model(key("parent-model")));
            });
  }

  @Test
  void inputsAreDefinedWhileATaskWaitsForItsExecutorRunsOrHasFailed() {
    one.register(task("task"));
    assertThat(one.inputs(key("task"))).isEmpty();
    one.start(key("task"));
    assertThat(one.inputs(key("task"))).isEmpty();
    one.fail(key("task"));
    assertThat(one.inputs(key("task"))).isEmpty();
  }

  @Test
  void inputsAreNotDefinedInAnyOtherStatus() {
    one.register(function("new"));
    one.register(task("unbuilt").setFunctionKey(key("new")), child("waiting", "parent"));
    run("parent");
    one.register(task("cancelled"), task("other"), child("blocked", "other"));
    one.cancel(key("cancelled"));

    assertUndefined("unbuilt", "STATUS_WAITING_FOR_BUILDER_SLOT");
    assertUndefined("blocked", "STATUS_WAITING_FOR_PARENT_TASKS");
    assertUndefined("parent", "STATUS_DONE");
    assertUndefined("cancelled", "STATUS_CANCELED");
  }

  private void assertUndefined(String task, String status) {
    refused(
        "OE0003: Task inputs may not be defined in current task status (\"" + status + "\")",
        () -> one.inputs(key(task)));
  }

  @Test
  void aDisabledModelComesWithoutItsAddress() {
    one.register(child("done", "parent"), child("task", "parent"));
    run("parent");
    one.cancel(key("done"));
    one.fail(key("task"));
    one.disable(key("parent"), "model");

    assertThat(one.inputs(key("task")))
        .singleElement()
        .satisfies(
            input -> {
              assertThat(input.getModel().getKey()).isEqualTo(key("parent-model"));
              assertThat(input.getModel().hasAddress()).isFalse();
            });
  }
}
