package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisableOutputTest extends Scenario {

  @BeforeEach
  void aParentOfTransientModelsAndItsChild() {
    aPlanAnd(
        function("function")
            .putOutputs("model", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build())
            .putOutputs("kept", makes(AssetKind.ASSET_MODEL)));
    one.register(
        task("parent").putOutputs("model", transientOutput()).putOutputs("kept", output()),
        child("child", "parent").putOutputs("kept", output()));
  }

  private void runAll() {
    run("parent");
    one.start(key("child"));
    one.finish(key("child"));
  }

  @Test
  void theModelsOfAnOutputLoseTheirAddresses() {
    one.start(key("parent"));
    one.register(model("b", "parent"));
    one.register(model("a", "parent"));
    one.finish(key("parent"));
    one.cancel(key("child"));
    var before = one.model(key("a"));

    List<Event> events = EventLog.during(one, () -> one.disable(key("parent"), "model"));

    assertThat(one.model(key("a"))).isEqualTo(before.toBuilder().clearAddress().build());
    assertThat(one.modelsOf(key("parent"))).noneMatch(model -> model.hasAddress());
    assertThat(events).extracting(Event::getEventKind).containsOnly(EventKind.EVENT_ASSET_DISABLED);
    assertThat(events)
        .extracting(Event::getModel)
        .containsExactly(one.model(key("b")), one.model(key("a")));
    assertThat(events).allSatisfy(event -> assertThat(event.getMetadataMap()).isEmpty());
  }

  @Test
  void onlyTheWorkerDisables() {
    runAll();

    refused(
        "OE0102: only the worker can disable a task output",
        () -> two.disable(key("parent"), "model"));
  }

  @Test
  void theTaskIsFinalFirst() {
    refused(
        "OE0108: cannot disable asset: task not in final state",
        () -> one.disable(key("parent"), "no such output"));
  }

  @Test
  void theOutputExists() {
    runAll();

    refused(
        "OE0108: there is no output identifier other for task " + key("parent"),
        () -> one.disable(key("parent"), "other"));
  }

  @Test
  void theOutputIsTransient() {
    runAll();

    refused("OE0108: output is not transient", () -> one.disable(key("parent"), "kept"));
  }

  @Test
  void theOutputHasAModel() {
    one.start(key("parent"));
    one.finish(key("parent"));

    refused(
        "OE0108: there is no output asset with identifier model for task " + key("parent"),
        () -> one.disable(key("parent"), "model"));
  }

  @Test
  void theTaskHasChildren() {
    one.register(
        task("lonely").putOutputs("model", transientOutput()).putOutputs("kept", output()));
    run("lonely");

    refused(
        "OE0108: cannot disable output of a task with no children",
        () -> one.disable(key("lonely"), "model"));
  }

  @Test
  void allChildrenAreFinalEvenThoseThatUseAnotherOutput() {
    one.register(
        task("other").addInputs(from("models", "parent", "kept")).putOutputs("kept", output()));
    runAll();

    refused(
        "OE0108: cannot disable asset: child not in final state",
        () -> one.disable(key("parent"), "model"));
    one.cancel(key("other"));
    one.disable(key("parent"), "model");
  }

  @Test
  void anOutputIsDisabledOnce() {
    runAll();
    one.disable(key("parent"), "model");

    refused("OE0108: output is already disabled", () -> one.disable(key("parent"), "model"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TASK_ACTION_FAILED", "TASK_ACTION_CANCELED"})
  void outputsOfFailedAndCancelledTasksCanBeDisabled(ComputeTaskAction end) {
    one.start(key("parent"));
    one.register(model("m", "parent"));
    one.apply(key("parent"), end, "");
    one.cancel(key("child"));

    one.disable(key("parent"), "model");

    assertThat(one.model(key("m")).hasAddress()).isFalse();
  }
}
