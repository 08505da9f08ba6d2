package orchestrator.lib.service;

import static orchestrator.lib.error.ErrorCode.INVALID_ASSET;
import static orchestrator.lib.error.ErrorCode.NOT_FOUND;
import static orchestrator.lib.error.ErrorCode.PERMISSION_DENIED;
import static orchestrator.lib.error.ErrorCode.PRECONDITION;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.MODELS;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.PRIVATE;
import static orchestrator.lib.fixtures.Requests.PUBLIC;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.SCORE;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.asset;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule that holds a new task against other assets, and their order. */
class TaskRegistrationRulesTest {
  private final TaskWorld world = new TaskWorld();

  @BeforeEach
  void registerATrainerWithData() {
    world.ready(TaskWorld.trainer("trainer"));
    world.data(ORG2, "manager", 2);
    world.data(ORG3, "other", 1);
  }

  private static NewComputeTask.Builder training(String name) {
    return task(name)
        .setFunctionKey(key("trainer"))
        .clearWorker()
        .addInputs(asset("opener", "manager"))
        .addInputs(asset("data", "manager-0"))
        .addInputs(asset("data", "manager-1"));
  }

  @Test
  void aTrainingTaskThatKeepsAllRulesIsRegistered() {
    assertThat(world.register(training("a"))).containsExactly(world.registered("a"));
  }

  @Test
  void thePlanMustExist() {
    assertRefused(
        NOT_FOUND,
        "computeplan with key \"" + key("no plan") + "\" not found",
        () -> world.register(task("a").setComputePlanKey(key("no plan")).setFunctionKey(key("x"))));
  }

  @Test
  void thePlanMustBeTheRequesters() {
    assertRefused(
        PERMISSION_DENIED,
        "Cannot register tasks to a compute plan you don't own",
        () -> world.registerFor(ORG2, task("a").setFunctionKey(key("x"))));
  }

  @Test
  void theFunctionMustExist() {
    assertRefused(
        NOT_FOUND,
        "function with key \"" + key("x") + "\" not found",
        () -> world.register(task("a").setFunctionKey(key("x")).clearOutputs()));
  }

  @Test
  void theRequesterMustBeAllowedToProcessTheFunction() {
    world.calls.call(
        ORG2,
        world.functions::registerFunction,
        Requests.function("secret").setNewPermissions(PRIVATE).build());

    assertRefused(
        PERMISSION_DENIED,
        "not authorized to process function \"" + key("secret") + "\"",
        () -> world.register(task("a").setFunctionKey(key("secret"))));
  }

  @Test
  void theWorkerNeedNotBeAllowedToProcessTheFunction() {
    world.ready(Requests.function("mine").setNewPermissions(PRIVATE));

    assertThat(world.register(task("a").setFunctionKey(key("mine")))).hasSize(1);
  }

  @Test
  void noModelOfADoneParentMayBeDisabled() {
    world.register(task("a"), task("b", "a"));
    world.train("a", "model");
    world.train("b", "other model");
    world.calls.call(
        ORG2,
        world.tasks::disableOutput,
        DisableOutputParam.newBuilder().setComputeTaskKey(key("a")).setIdentifier(MODEL).build());

    assertRefused(
        INVALID_ASSET,
        "Model \"" + key("model") + "\" has been disabled",
        () -> world.register(task("c", "b", "a").putOutputs(MODEL, unknownOrganization())));
    assertThat(world.register(task("d").addInputs(asset(MODELS, "model")))).hasSize(1);
  }

  @Test
  void outputsMayBeForRegisteredOrganizationsOnly() {
    assertRefused(
        PRECONDITION,
        "invalid permission input values",
        () ->
            world.register(
                task("a").putOutputs(MODEL, unknownOrganization()).addInputs(asset("x", "y"))));
  }

  private static NewComputeTaskOutput unknownOrganization() {
    return NewComputeTaskOutput.newBuilder()
        .setPermissions(NewPermissions.newBuilder().addAuthorizedIds("nobody"))
        .build();
  }

  @Test
  void anInputThatTheFunctionLacksIsToldBeforeAMissingWorker() {
    assertRefusedWith(
        INVALID_ASSET,
        "\"x\"",
        () -> world.register(task("a").clearWorker().addInputs(asset("x", "y"))));
  }

  @Test
  void withoutADataManagerTheWorkerMustBeGiven() {
    assertRefused(
        PRECONDITION,
        "Worker cannot be inferred and must be explicitly set",
        () -> world.register(task("a").clearWorker()));
  }

  @Test
  void aGivenWorkerMustOwnTheDataManager() {
    assertThat(world.register(training("a").setWorker(ORG2))).hasSize(1);
    assertRefused(
        PRECONDITION,
        "Specified worker \"MyOrg1MSP\" does not match data manager owner: \"MyOrg2MSP\"",
        () -> world.register(training("b").setWorker(ORG1)));
  }

  @Test
  void theWorkerMustBeRegistered() {
    assertRefused(
        NOT_FOUND,
        "organization with key \"nobody\" not found",
        () -> world.register(task("a").setWorker("nobody").addInputs(asset(MODELS, "lost"))));
  }

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
    assertRefusedWith(
        INVALID_ASSET,
        "\"opener\"",
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

    assertRefusedWith(
        INVALID_ASSET,
        "\"opener\"",
        () ->
            world.register(
                training("a").setInputs(0, ofParent.toBuilder().setIdentifier("opener"))));
    assertRefusedWith(
        INVALID_ASSET,
        "\"data\"",
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
        "worker \"MyOrg2MSP\" doesn't have permission to process output \"model\" of task "
            + key("p"),
        () -> world.register(task("p").putOutputs(MODEL, output(PRIVATE)), task("a", "p")));
  }

  @Test
  void aParentMustHaveTheOutput() {
    assertRefusedWith(
        INVALID_ASSET,
        key("p"),
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
    assertRefusedWith(
        INVALID_ASSET,
        "\"models\"",
        () -> world.register(task("b", "p").setFunctionKey(key("single"))));
  }

  @Test
  void inputsMustBeThereUnlessOptional() {
    assertRefusedWith(
        INVALID_ASSET,
        "\"data\"",
        () -> world.register(training("a").removeInputs(2).removeInputs(1)));
    assertRefusedWith(
        INVALID_ASSET,
        "\"opener\"",
        () -> world.register(training("a").setWorker(ORG2).removeInputs(0)));
    assertThat(world.register(task("without models"))).hasSize(1);
  }

  @Test
  void outputsMustBeThoseOfTheFunction() {
    assertRefusedWith(
        INVALID_ASSET,
        "\"more\"",
        () -> world.register(task("a").putOutputs("more", output(PUBLIC))));
    assertRefusedWith(INVALID_ASSET, "\"model\"", () -> world.register(task("a").clearOutputs()));
  }

  @Test
  void aPerformanceIsPublicAndNotTransient() {
    world.ready(TaskWorld.tester("tester"));

    assertRefusedWith(
        INVALID_ASSET,
        "\"score\"",
        () -> world.register(TaskWorld.test("a", "tester").putOutputs(SCORE, output(PRIVATE))));
    assertRefusedWith(
        INVALID_ASSET,
        "\"score\"",
        () ->
            world.register(
                TaskWorld.test("a", "tester")
                    .putOutputs(SCORE, output(PUBLIC).toBuilder().setTransient(true).build())));
  }

  @Test
  void inputsAreToldBeforeOutputs() {
    assertRefusedWith(
        NOT_FOUND,
        "model",
        () -> world.register(task("a").clearOutputs().addInputs(asset(MODELS, "lost"))));
  }

  @Test
  void tasksAreCheckedInTheOrderInWhichTheyAreRegistered() {
    assertRefusedWith(
        PERMISSION_DENIED,
        "function",
        () -> {
          world.calls.call(
              ORG2,
              world.functions::registerFunction,
              Requests.function("secret").setNewPermissions(PRIVATE).build());
          world.register(
              task("child", "parent").setComputePlanKey(key("no plan")),
              task("parent").setFunctionKey(key("secret")));
        });
  }

  private static ComputeTaskInput outputOf(String parent, String identifier) {
    return ComputeTaskInput.newBuilder()
        .setIdentifier(MODELS)
        .setParentTaskOutput(
            ParentTaskOutputRef.newBuilder()
                .setParentTaskKey(key(parent))
                .setOutputIdentifier(identifier))
        .build();
  }

  private static NewComputeTaskOutput output(NewPermissions permissions) {
    return NewComputeTaskOutput.newBuilder().setPermissions(permissions).build();
  }
}
