package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task's inputs against what its function takes: managers, samples and identifiers. */
class TaskInputTest extends Scenario {

  @BeforeEach
  void aFunctionOfData() {
    aPlanAnd(dataFunction("function"));
    one.register(manager("manager"));
    one.register(sample("sample", "manager"), sample("stray"));
  }

  /** A task that infers its worker from the manager. */
  private NewComputeTask.Builder dataTask(String name) {
    return task(name).clearWorker().addInputs(asset("manager", "manager"));
  }

  @Test
  void theOwnerOfTheManagerIsTheWorker() {
    two.register(manager("two's"));

    var task = one.register(task("t").clearWorker().addInputs(asset("manager", "two's"))).get(0);

    assertThat(task.getWorker()).isEqualTo(TWO);
    assertThat(one.register(dataTask("u").setWorker(ONE)).get(0).getWorker()).isEqualTo(ONE);
  }

  @Test
  void aWorkerOtherThanTheOwnerOfTheManagerIsRefused() {
    refused(
        "OE0003: Specified worker \"MyOrg2MSP\" does not match data manager owner: \"MyOrg1MSP\"",
        () -> one.register(dataTask("t").setWorker(TWO)));
  }

  @Test
  void inputsAreKeptInTheirOrder() {
    NewComputeTask.Builder request =
        task("t")
            .addInputs(asset("samples", "sample"))
            .addInputs(asset("manager", "manager"))
            .addInputs(asset("samples", "sample"));

    assertThat(one.register(request).get(0).getInputsList()).isEqualTo(request.getInputsList());
  }

  @Test
  void anIdentifierThatTheFunctionLacksIsRefused() {
    refused(
        "OE0101: unknown task input: this identifier was not declared in the Function: \"other\"",
        () -> one.register(dataTask("t").addInputs(asset("other", "sample"))));
  }

  @Test
  void anIdentifierIsGivenOnceUnlessItIsMultiple() {
    refused(
        "OE0101: duplicate task input: this identifier is present multiple times in the task inputs,"
            + " but it was not declared as \"Multiple\" in the Function: \"manager\"",
        () -> one.register(dataTask("t").addInputs(asset("manager", "manager"))));
  }

  @Test
  void anInputIsGivenUnlessItIsOptional() {
    String missing = "OE0101: missing task input: this identifier is required by the Function: ";
    one.register(function("picky").putInputs("start", takes(AssetKind.ASSET_MODEL)));

    refused(missing + "\"manager\"", () -> one.register(task("t")));
    refused(missing + "\"start\"", () -> one.register(task("t").setFunctionKey(key("picky"))));
  }

  @Test
  void managersAndSamplesAreGivenByKeyOnly() {
    one.register(dataTask("parent"));

    refused(
        "OE0101: invalid task input \"samples\": data samples must be referenced using an asset key",
        () -> one.register(dataTask("t").addInputs(from("samples", "parent", "model"))));
    refused(
        "OE0101: invalid task input \"manager\": openers must be referenced using an asset key",
        () -> one.register(task("t").addInputs(from("manager", "parent", "model"))));
  }

  @Test
  void theRequesterMustBeAllowedToProcessTheManager() {
    two.register(manager("closed").setNewPermissions(only()));

    refused(
        "OE0102: not authorized to process datamanager \"" + key("closed") + "\"",
        () -> one.register(task("t").clearWorker().addInputs(asset("manager", "closed"))));
    refused(
        "OE0002: datamanager with key \"" + key("nothing") + "\" not found",
        () -> one.register(task("t").clearWorker().addInputs(asset("manager", "nothing"))));
  }

  @Test
  void everySampleIsThereAndHasTheManager() {
    refused(
        "OE0002: datasample with key \"" + key("nothing") + "\" not found",
        () -> one.register(dataTask("t").addInputs(asset("samples", "nothing"))));
    refused(
        "OE0101: datasamples do not share a common manager",
        () ->
            one.register(
                dataTask("t")
                    .addInputs(asset("samples", "sample"))
                    .addInputs(asset("samples", "stray"))));
  }

  @Test
  void anInputIsExactlyOneReferenceWithAnIdentifier() {
    ComputeTaskInput none = ComputeTaskInput.newBuilder().setIdentifier("models").build();
    ComputeTaskInput unnamed = asset("", "sample");
    ComputeTaskInput noKey = none.toBuilder().setAssetKey("no-key").build();
    ComputeTaskInput noOutput =
        none.toBuilder()
            .setParentTaskOutput(ParentTaskOutputRef.newBuilder().setParentTaskKey(key("x")))
            .build();
    ComputeTaskInput noParent =
        none.toBuilder()
            .setParentTaskOutput(
                ParentTaskOutputRef.newBuilder()
                    .setParentTaskKey("no-key")
                    .setOutputIdentifier("model"))
            .build();

    for (ComputeTaskInput bad : new ComputeTaskInput[] {none, unnamed, noKey, noOutput, noParent}) {
      assertThat(refusedWith(OeCode.OE0101, () -> one.register(dataTask("t").addInputs(bad))))
          .startsWith("OE0101: computetask is not valid: ");
    }
  }
}
