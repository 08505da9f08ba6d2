package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.AssetKind;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which of several faults of new tasks is told: a call has them all at first, and loses the one
 * that was told before it is made again.
 */
class TaskCheckOrderTest extends Scenario {
  private static final NewComputeTaskOutput FOR_NOBODY =
      NewComputeTaskOutput.newBuilder().setPermissions(only("NobodyMSP")).build();

  /** The task that has the faults, of a function of data. */
  private NewComputeTask.Builder task;

  @BeforeEach
  void assetsOfBoth() {
    aPlanAnd(
        dataFunction("function")
            .putInputs("start", takes(AssetKind.ASSET_MODEL))
            .putOutputs("score", makes(AssetKind.ASSET_PERFORMANCE)));
    one.register(function("merge"));
    one.build(key("merge"));
    two.register(plan("two's plan"));
    two.register(function("closed").setNewPermissions(only()));
    two.register(manager("closed").setNewPermissions(only()));
    one.register(manager("open"));
    one.register(sample("stray"));
    one.register(merging("old"));
    one.register(merging("disabled").putOutputs("model", transientOutput()));
    one.register(merging("child").addInputs(from("models", "disabled", "model")));
    run("disabled");
    one.cancel(key("child"));
    one.disable(key("disabled"), "model");
    task = task("task");
  }

  private NewComputeTask.Builder merging(String name) {
    return task(name).setFunctionKey(key("merge"));
  }

  private String notFound(String kind, String name) {
    return "OE0002: " + kind + " with key \"" + key(name) + "\" not found";
  }

  @Test
  void theRequestIsLookedAtBeforeAnyAssetIs() {
    task.setComputePlanKey(key("nothing")).addInputs(from("models", "nothing", "model"));

    assertThat(
            refusedWith(
                OeCode.OE0101,
                () -> one.register(merging("old"), task, task, merging("bad").setFunctionKey(""))))
        .contains("tasks[3].function_key: cannot be blank");
    refused(
        "OE0006: computetask with key \"" + key("task") + "\" already exists",
        () -> one.register(merging("old"), task, task));
    refused(
        "OE0006: computetask with key \"" + key("old") + "\" already exists",
        () -> one.register(task, merging("old")));
    refused(
        "OE0101: cyclic dependency in compute plan graph or unknown task parent,"
            + " unsorted_tasks_count: 1",
        () -> one.register(task));
    task.clearInputs();
    refused(notFound("computeplan", "nothing"), () -> one.register(task));
  }

  @Test
  void planAndFunctionComeBeforeParentsAndThoseBeforePermissionsAndInputs() {
    task.setComputePlanKey(key("nothing"))
        .setFunctionKey(key("nothing"))
        .setWorker("NobodyMSP")
        .putOutputs("model", FOR_NOBODY)
        .addInputs(from("models", "disabled", "model"))
        .addInputs(asset("other", "nothing"))
        .addInputs(asset("manager", "nothing"));

    refused(notFound("computeplan", "nothing"), () -> one.register(task));
    task.setComputePlanKey(key("two's plan"));
    refused(
        "OE0102: Cannot register tasks to a compute plan you don't own", () -> one.register(task));
    task.setComputePlanKey(key("plan"));
    refused(notFound("function", "nothing"), () -> one.register(task));
    task.setFunctionKey(key("closed"));
    refused(
        "OE0102: not authorized to process function \"" + key("closed") + "\"",
        () -> one.register(task));
    task.setFunctionKey(key("function"));
    refused(
        "OE0101: Model \"" + key("disabled-model") + "\" has been disabled",
        () -> one.register(task));
    task.removeInputs(0);
    refused("OE0003: invalid permission input values", () -> one.register(task));
    task.putOutputs("model", output());
    refused(
        "OE0101: unknown task input: this identifier was not declared in the Function: \"other\"",
        () -> one.register(task));
    task.removeInputs(0);
    refused(notFound("datamanager", "nothing"), () -> one.register(task));
    task.setInputs(0, asset("manager", "closed"));
    refused(
        "OE0003: Specified worker \"NobodyMSP\" does not match data manager owner: \"MyOrg2MSP\"",
        () -> one.register(task));
    task.clearWorker();
    refused(
        "OE0102: not authorized to process datamanager \"" + key("closed") + "\"",
        () -> one.register(task));
  }

  @Test
  void inputsComeInTheirOrderThenWhatIsMissingThenOutputs() {
    task.clearWorker()
        .clearOutputs()
        .addInputs(asset("models", "nothing"))
        .addInputs(asset("samples", "nothing"))
        .addInputs(asset("manager", "closed"))
        .addInputs(asset("manager", "closed"));

    refused(notFound("model", "nothing"), () -> one.register(task));
    task.removeInputs(0);
    refused(notFound("datasample", "nothing"), () -> one.register(task));
    task.setInputs(0, asset("samples", "stray"));
    refused("OE0101: datasamples do not share a common manager", () -> one.register(task));
    task.removeInputs(0);
    refused(
        "OE0102: not authorized to process datamanager \"" + key("closed") + "\"",
        () -> one.register(task));
    task.setInputs(0, asset("manager", "open"));
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(task)))
        .startsWith("OE0101: duplicate task input: ");
    task.removeInputs(1);
    refused(
        "OE0101: missing task input: this identifier is required by the Function: \"start\"",
        () -> one.register(task));
    task.addInputs(from("start", "old", "model"));
    String invalid = "OE0101: invalid task " + key("task") + ", ";
    refused(
        invalid + "missing task output: this identifier is required by the Function: \"model\"",
        () -> one.register(task));
    task.putOutputs("model", output());
    refused(
        invalid + "missing task output: this identifier is required by the Function: \"score\"",
        () -> one.register(task));
    task.putOutputs("score", output());
    assertThat(one.register(task)).hasSize(1);
  }

  @Test
  void theWorkerIsLookedForBeforeTheInputsAre() {
    var merging = merging("task").clearWorker().addInputs(asset("models", "nothing"));

    refused(
        "OE0003: Worker cannot be inferred and must be explicitly set",
        () -> one.register(merging));
    merging.setWorker("NobodyMSP");
    refused("OE0002: organization with key \"NobodyMSP\" not found", () -> one.register(merging));
    merging.setWorker(TWO);
    refused(notFound("model", "nothing"), () -> one.register(merging));
  }

  @Test
  void aParentsOutputIsFoundThenOfTheRightKindThenFitsThenIsOpenToTheWorker() {
    one.register(
        function("maker")
            .putOutputs("score", makes(AssetKind.ASSET_PERFORMANCE))
            .putOutputs(
                "many", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    var own = NewComputeTaskOutput.newBuilder().setPermissions(only()).build();
    one.register(
        task("maker")
            .setFunctionKey(key("maker"))
            .putOutputs("model", own)
            .putOutputs("many", own)
            .putOutputs("score", output()));
    one.register(function("single").putInputs("start", takes(AssetKind.ASSET_MODEL)));
    var single = task("task").setFunctionKey(key("single")).setWorker(TWO);
    String invalid = "OE0101: invalid task input \"start\": ";

    single.addInputs(from("start", "maker", "other"));
    refused(
        invalid + "parent task " + key("maker") + ": function output not found: \"other\"",
        () -> one.register(single));
    single.setInputs(0, from("start", "maker", "score"));
    assertThat(refusedWith(OeCode.OE0101, () -> one.register(single)))
        .startsWith(invalid)
        .contains("ASSET_PERFORMANCE");
    single.setInputs(0, from("start", "maker", "many"));
    refused(invalid + "multiple task output used as single task input", () -> one.register(single));
    single.setInputs(0, from("start", "maker", "model"));
    refused(
        "OE0102: invalid task input \"start\": worker \"MyOrg2MSP\" doesn't have permission to"
            + " process output \"model\" of task "
            + key("maker"),
        () -> one.register(single));
  }
}
