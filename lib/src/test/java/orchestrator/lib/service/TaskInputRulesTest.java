package orchestrator.lib.service;

import static orchestrator.lib.error.ErrorCode.INVALID_ASSET;
import static orchestrator.lib.error.ErrorCode.NOT_FOUND;
import static orchestrator.lib.error.ErrorCode.PERMISSION_DENIED;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.MODELS;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.PRIVATE;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.fixtures.Requests.outputOf;
import static orchestrator.lib.service.TaskWorld.SCORE;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.asset;
import static orchestrator.lib.service.TaskWorld.output;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.lib.service.TaskWorld.training;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import org.junit.jupiter.api.Test;

/** Each rule that holds the inputs of a new task against other assets. */
class TaskInputRulesTest {
  private final TaskWorld world = TaskWorld.withTrainer();

  @Test
  void theDataManagerMustExist() {
    assertRefused(
        NOT_FOUND,
        "datamanager with key \"" + key("lost") + "\" not found",
        () -> world.register(training("a").setInputs(0, asset("opener", "lost"))));
  }

  @Test
  void theRequesterMustBeAllowedToProcessTheDataManager() {
    world.calls.call(
        ORG2,
        world.calls.service(DataManagerService.class)::registerDataManager,
        Requests.dataManager("secret").setNewPermissions(PRIVATE).build());

    assertRefused(
        PERMISSION_DENIED,
        "not authorized to process datamanager \"" + key("secret") + "\"",
        () -> world.register(training("a").setInputs(0, asset("opener", "secret"))));
  }

  @Test
  void aSingleInputIsGivenOnce() {
    assertRefused(
        INVALID_ASSET,
        "duplicate task input: this identifier is present multiple times in the task inputs, but"
            + " it was not declared as \"Multiple\" in the Function: \"opener\"",
        () -> world.register(training("a").addInputs(asset("opener", "manager"))));
  }

  @Test
  void aMultipleInputMayRepeatEvenTheSameAsset() {
    world.register(task("p"));

    assertThat(world.register(training("a").addInputs(asset("data", "manager-0")))).hasSize(1);
    assertThat(world.register(task("b", "p", "p"))).hasSize(1);
  }

  @Test
  void aSampleMustExist() {
    assertRefused(
        NOT_FOUND,
        "datasample with key \"" + key("lost") + "\" not found",
        () -> world.register(training("a").addInputs(asset("data", "lost"))));
  }

  @Test
  void allSamplesMustBelongToTheDataManager() {
    assertRefused(
        INVALID_ASSET,
        "datasamples do not share a common manager",
        () -> world.register(training("a").addInputs(asset("data", "other-0"))));
  }

  @Test
  void dataIsGivenByKeyOnly() {
    world.register(task("p"));
    ComputeTaskInput ofParent = Requests.modelOf("p");

    assertRefused(
        INVALID_ASSET,
        "invalid task input \"opener\": openers must be referenced using an asset key",
        () ->
            world.register(
                training("a").setInputs(0, ofParent.toBuilder().setIdentifier("opener"))));
    assertRefused(
        INVALID_ASSET,
        "invalid task input \"data\": data samples must be referenced using an asset key",
        () ->
            world.register(training("a").setInputs(1, ofParent.toBuilder().setIdentifier("data"))));
  }

  @Test
  void aModelByKeyMustExist() {
    assertRefused(
        NOT_FOUND,
        "model with key \"" + key("lost") + "\" not found",
        () -> world.register(task("a").addInputs(asset(MODELS, "lost"))));
  }

  @Test
  void theWorkerMustBeAllowedToProcessAModelByKey() {
    world.register(task("p").putOutputs(MODEL, output(PRIVATE)));
    world.train("p", "model");

    assertRefused(
        PERMISSION_DENIED,
        "not authorized to process model \"" + key("model") + "\"",
        () -> world.register(task("a").addInputs(asset(MODELS, "model"))));
    assertThat(world.register(task("b").setWorker(ORG1).addInputs(asset(MODELS, "model"))))
        .hasSize(1);
  }

  @Test
  void theWorkerMustBeAllowedToProcessAParentsOutput() {
    assertRefused(
        PERMISSION_DENIED,
        "invalid task input \"models\": worker \"MyOrg2MSP\" doesn't have permission to process"
            + " output \"model\" of task "
            + key("p"),
        () -> world.register(task("p").putOutputs(MODEL, output(PRIVATE)), task("a", "p")));
  }

  @Test
  void aParentMustHaveTheOutput() {
    assertRefused(
        INVALID_ASSET,
        "invalid task input \"models\": parent task "
            + key("p")
            + ": function output not found: \"nothing\"",
        () -> world.register(task("p"), task("a").addInputs(outputOf("p", "nothing"))));
  }

  @Test
  void aPerformanceOfAParentIsNoInput() {
    world.ready(TaskWorld.tester("tester"));

    assertRefusedWith(
        INVALID_ASSET,
        "ASSET_PERFORMANCE",
        () ->
            world.register(
                TaskWorld.test("p", "tester"), task("a").addInputs(outputOf("p", SCORE))));
  }

  @Test
  void severalModelsOfAParentNeedAMultipleInput() {
    world.ready(
        Requests.function("many")
            .putOutputs(MODEL, Requests.output(AssetKind.ASSET_MODEL).setMultiple(true).build()));
    world.ready(
        Requests.function("single")
            .putInputs(MODELS, Requests.input(AssetKind.ASSET_MODEL).build()));
    world.register(task("p").setFunctionKey(key("many")));

    assertThat(world.register(task("a", "p"))).hasSize(1);
    assertRefused(
        INVALID_ASSET,
        "invalid task input \"models\": multiple task output used as single task input",
        () -> world.register(task("b", "p").setFunctionKey(key("single"))));
  }

  @Test
  void inputsMustBeThereUnlessOptional() {
    assertRefused(
        INVALID_ASSET,
        "missing task input: this identifier is required by the Function: \"data\"",
        () -> world.register(training("a").removeInputs(2).removeInputs(1)));
    assertRefused(
        INVALID_ASSET,
        "missing task input: this identifier is required by the Function: \"opener\"",
        () -> world.register(training("a").setWorker(ORG2).removeInputs(0)));
    assertThat(world.register(task("without models"))).hasSize(1);
  }
}
