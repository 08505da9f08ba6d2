package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.refused;
import static orchestrator.e2e.harness.api.Refusals.refusedWith;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.e2e.harness.api.OeCode;
import orchestrator.proto.Addressable;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ErrorType;
import orchestrator.proto.NewComputeTaskOutput;
import org.junit.jupiter.api.Test;

/**
 * Which of several faults is told: a call has them all at first, and loses the one that was told
 * before it is made again. {@link TaskCheckOrderTest} is about tasks.
 */
class CheckOrderTest extends Scenario {

  @Test
  void ofAManagerFaultsThenItsKeyThenThePermissions() {
    one.register(manager("taken"));
    var request = manager("taken").setName("").setLogsPermission(only("NobodyMSP"));

    refusedWith(OeCode.OE0101, () -> one.register(request));
    refusedWith(OeCode.OE0006, () -> one.register(request.setName("m")));
    refused(
        "OE0003: invalid permission input values",
        () -> one.register(request.setKey(key("manager"))));
  }

  @Test
  void ofSamplesFaultsThenDoublesThenTakenKeysThenUnknownManagersThenForeignOnes() {
    one.register(sample("taken"));
    two.register(manager("foreign"));
    var taken = sample("taken");
    var sample = sample("sample", "foreign", "unknown");

    assertThat(
            refusedWith(
                OeCode.OE0101,
                () -> one.register(taken, sample, sample, sample("bad").setChecksum(""))))
        .contains("samples[3].checksum: cannot be blank");
    refused(
        "OE0006: datasample with key \"" + key("sample") + "\" already exists",
        () -> one.register(taken, sample, sample));
    refused(
        "OE0006: datasample with key \"" + key("taken") + "\" already exists",
        () -> one.register(sample, taken));
    refused(
        "OE0002: datamanager with key \"" + key("unknown") + "\" not found",
        () -> one.register(sample));
    refused(
        "OE0102: requester does not own the datamanager \"" + key("foreign") + "\"",
        () -> one.register(sample("sample", "foreign")));
  }

  @Test
  void ofAnUpdateFaultsThenTheAssetThenItsOwnerThenItsState() {
    one.register(function("function"));
    one.build(key("function"));
    one.register(plan("plan"));
    one.register(manager("manager"));
    Addressable none = Addressable.getDefaultInstance();

    refusedWith(OeCode.OE0101, () -> two.updateFunction(key("nothing"), "", none));
    refusedWith(OeCode.OE0002, () -> two.updateFunction(key("nothing"), "f", none));
    refusedWith(OeCode.OE0102, () -> two.updateFunction(key("function"), "f", none));
    refusedWith(OeCode.OE0101, () -> one.updateFunction(key("function"), "f", none));
    refusedWith(OeCode.OE0101, () -> two.renamePlan(key("nothing"), ""));
    refusedWith(OeCode.OE0002, () -> two.renamePlan(key("nothing"), "p"));
    refusedWith(OeCode.OE0102, () -> two.renamePlan(key("plan"), "p"));
    refusedWith(OeCode.OE0101, () -> two.renameManager(key("nothing"), ""));
    refusedWith(OeCode.OE0002, () -> two.renameManager(key("nothing"), "m"));
    refusedWith(OeCode.OE0102, () -> two.renameManager(key("manager"), "m"));
  }

  /** A task of one whose outputs are a model, several models and a performance, not started. */
  private void aTask() {
    aPlanAnd(
        measuringFunction("function")
            .putOutputs(
                "many", makes(AssetKind.ASSET_MODEL).toBuilder().setMultiple(true).build()));
    one.register(task("task").putOutputs("many", output()).putOutputs("score", output()));
  }

  @Test
  void ofModelsTheTaskThenTheOthersTaskThenFaultsThenTheWorkerTheStatusAndTheOutput() {
    aTask();
    var model = model("taken", "nothing").setComputeTaskOutputIdentifier("other");
    var stray = model("stray", "nowhere").clearAddress();

    refused(
        "OE0002: computetask with key \"" + key("nothing") + "\" not found",
        () -> two.registerAll(model, stray));
    model.setComputeTaskKey(key("task"));
    refused(
        "OE0003: All models should be part of the same task", () -> two.registerAll(model, stray));
    stray.setComputeTaskKey(key("task"));
    assertThat(refusedWith(OeCode.OE0101, () -> two.registerAll(model, stray)))
        .contains("models[1].address: cannot be blank");
    stray.setAddress(address("stray"));
    refused(
        "OE0102: only \"MyOrg1MSP\" worker can register model",
        () -> two.registerAll(model, stray));
    refused(
        "OE0003: cannot register model for task with status \"STATUS_WAITING_FOR_EXECUTOR_SLOT\"",
        () -> one.registerAll(model, stray));
    one.start(key("task"));
    one.register(model("unique", "task"));
    one.register(model("taken", "task").setComputeTaskOutputIdentifier("many"));
    refusedWith(OeCode.OE0106, () -> one.register(model));
    refusedWith(OeCode.OE0107, () -> one.register(model.setComputeTaskOutputIdentifier("score")));
    assertThat(
            refusedWith(
                OeCode.OE0006, () -> one.register(model.setComputeTaskOutputIdentifier("model"))))
        .contains("unique output");
    refused(
        "OE0006: model with key \"" + key("taken") + "\" already exists",
        () -> one.register(model.setComputeTaskOutputIdentifier("many")));
  }

  @Test
  void ofAPerformanceFaultsThenTheTaskItsWorkerTheStatusAndTheOutput() {
    aTask();
    var performance = performance("nothing", 1).setComputeTaskOutputIdentifier("");

    refusedWith(OeCode.OE0101, () -> two.register(performance));
    performance.setComputeTaskOutputIdentifier("other");
    refusedWith(OeCode.OE0002, () -> two.register(performance));
    performance.setComputeTaskKey(key("task"));
    refusedWith(OeCode.OE0102, () -> two.register(performance));
    refusedWith(OeCode.OE0003, () -> one.register(performance));
    one.start(key("task"));
    one.register(performance("task", 1));
    refusedWith(OeCode.OE0106, () -> one.register(performance));
    refusedWith(
        OeCode.OE0107, () -> one.register(performance.setComputeTaskOutputIdentifier("many")));
    refusedWith(
        OeCode.OE0006, () -> one.register(performance.setComputeTaskOutputIdentifier("score")));
  }

  @Test
  void ofAFailureReportFaultsThenTheKindThenTheAssetItsWorkerAndTheStatus() {
    aTask();
    var report = taskFailure("nothing").setAssetTypeValue(0).clearLogsAddress();

    refusedWith(OeCode.OE0101, () -> two.register(report));
    refusedWith(
        OeCode.OE0003, () -> two.register(report.setErrorType(ErrorType.ERROR_TYPE_INTERNAL)));
    refusedWith(OeCode.OE0002, () -> two.register(report.setAssetTypeValue(1)));
    refusedWith(OeCode.OE0102, () -> two.register(report.setAssetKey(key("task"))));
    refusedWith(OeCode.OE0003, () -> one.register(report));
    refusedWith(OeCode.OE0002, () -> two.register(report.setAssetTypeValue(2)));
    refusedWith(OeCode.OE0102, () -> two.register(report.setAssetKey(key("function"))));
    refusedWith(OeCode.OE0104, () -> one.register(report));
  }

  @Test
  void ofADisabledOutputTheTaskThenItsWorkerThenTheStatusTheOutputAndTheChildren() {
    aPlanAndAFunction();
    NewComputeTaskOutput kept = output();
    one.register(task("kept").putOutputs("model", kept));
    one.register(task("task").putOutputs("model", transientOutput()));
    String prefix = "OE0108: ";

    refusedWith(OeCode.OE0002, () -> two.disable(key("nothing"), "other"));
    refused(
        "OE0102: only the worker can disable a task output",
        () -> two.disable(key("task"), "other"));
    refused(
        prefix + "cannot disable asset: task not in final state",
        () -> one.disable(key("task"), "other"));
    one.fail(key("kept"));
    refused(
        prefix + "there is no output identifier other for task " + key("kept"),
        () -> one.disable(key("kept"), "other"));
    refused(prefix + "output is not transient", () -> one.disable(key("kept"), "model"));
    one.start(key("task"));
    one.register(child("child", "task"));
    one.register(task("empty").putOutputs("model", transientOutput()));
    one.register(child("waiting", "empty"));
    one.cancel(key("empty"));
    refused(
        prefix + "there is no output asset with identifier model for task " + key("empty"),
        () -> one.disable(key("empty"), "model"));
    one.register(model("model", "task"));
    one.finish(key("task"));
    refused(
        prefix + "cannot disable asset: child not in final state",
        () -> one.disable(key("task"), "model"));
    one.cancel(key("child"));
    one.disable(key("task"), "model");
    refused(prefix + "output is already disabled", () -> one.disable(key("task"), "model"));
  }
}
