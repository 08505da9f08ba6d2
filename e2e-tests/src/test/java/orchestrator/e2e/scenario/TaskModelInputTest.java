package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models as inputs, by their key or by the task that makes them. */
class TaskModelInputTest extends Scenario {
  private static final NewComputeTaskOutput OWN =
      NewComputeTaskOutput.newBuilder().setPermissions(only()).build();

  @BeforeEach
  void aPlan() {
    aPlanAnd(
        measuringFunction("function")
            .putOutputs(
                "many", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    one.register(function("merge"));
    one.build(key("merge"));
    one.register(
        task("parent")
            .putOutputs("many", transientOutput())
            .putOutputs("score", output())
            .putOutputs("model", OWN));
  }

  private NewComputeTask.Builder merging(String name) {
    return task(name).setFunctionKey(key("merge"));
  }

  @Test
  void aModelByKeyMustBeThereAndOpenToTheWorker() {
    one.start(key("parent"));
    one.register(model("model", "parent"));

    one.register(merging("mine").addInputs(asset("models", "model")));

    refused(
        "OE0002: model with key \"" + key("nothing") + "\" not found",
        () -> one.register(merging("t").addInputs(asset("models", "nothing"))));
    refused(
        "OE0102: not authorized to process model \"" + key("model") + "\"",
        () -> one.register(merging("t").setWorker(TWO).addInputs(asset("models", "model"))));
  }

  @Test
  void theOutputOfAParentMustBeOpenToTheWorker() {
    refused(
        "OE0102: invalid task input \"models\": worker \"MyOrg2MSP\" doesn't have permission to"
            + " process output \"model\" of task "
            + key("parent"),
        () ->
            one.register(merging("t").setWorker(TWO).addInputs(from("models", "parent", "model"))));
  }

  @Test
  void theParentMustHaveTheOutputAndItMustBeAModel() {
    refused(
        "OE0101: invalid task input \"models\": parent task "
            + key("parent")
            + ": function output not found: \"other\"",
        () -> one.register(merging("t").addInputs(from("models", "parent", "other"))));
    assertThat(
            refusedWith(
                OeCode.OE0101,
                () -> one.register(merging("t").addInputs(from("models", "parent", "score")))))
        .startsWith("OE0101: invalid task input \"models\": ");
  }

  @Test
  void aMultipleOutputDoesNotFitASingleInput() {
    one.register(function("single").putInputs("start", takes(AssetKind.ASSET_MODEL)));

    refused(
        "OE0101: invalid task input \"start\": multiple task output used as single task input",
        () ->
            one.register(
                task("t")
                    .setFunctionKey(key("single"))
                    .addInputs(from("start", "parent", "many"))));
    one.register(merging("t").addInputs(from("models", "parent", "many")));
  }

  @Test
  void theSameReferenceMayRepeatInAMultipleInput() {
    var task =
        one.register(
                merging("t")
                    .addInputs(from("models", "parent", "model"))
                    .addInputs(from("models", "parent", "model")))
            .get(0);

    assertThat(task.getInputsCount()).isEqualTo(2);
    assertThat(task.getRank()).isEqualTo(1);
  }

  @Test
  void aDisabledModelOfADoneParentIsRefusedButMayBeGivenByKey() {
    one.register(merging("child").addInputs(from("models", "parent", "many")));
    one.start(key("parent"));
    one.register(model("m", "parent").setComputeTaskOutputIdentifier("many"));
    one.finish(key("parent"));
    one.cancel(key("child"));
    one.disable(key("parent"), "many");

    refused(
        "OE0101: Model \"" + key("m") + "\" has been disabled",
        () -> one.register(merging("t").addInputs(from("models", "parent", "many"))));
    assertThat(one.register(merging("t").addInputs(asset("models", "m"))).get(0).getStatus())
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void outputsAreThoseOfTheFunction() {
    String invalid = "OE0101: invalid task " + key("t") + ", ";

    refused(
        invalid
            + "unknown task output: this identifier was not declared in the Function: \"other\"",
        () -> one.register(merging("t").putOutputs("other", output())));
    refused(
        invalid + "missing task output: this identifier is required by the Function: \"model\"",
        () -> one.register(merging("t").clearOutputs()));
    refusedWith(
        OeCode.OE0101,
        () ->
            one.register(
                merging("t").putOutputs("model", NewComputeTaskOutput.newBuilder().build())));
    refusedWith(OeCode.OE0101, () -> one.register(merging("t").putOutputs("", output())));
  }

  @Test
  void aPerformanceOutputIsPublicAndNotTransient() {
    var task = task("t").putOutputs("many", output());
    String invalid = "OE0101: invalid task " + key("t") + ", invalid task output \"score\": ";

    refused(
        invalid + "a PERFORMANCE output should be public",
        () -> one.register(task.putOutputs("score", OWN)));
    refused(
        invalid + "a PERFORMANCE output cannot be transient",
        () -> one.register(task.putOutputs("score", transientOutput())));
  }
}
