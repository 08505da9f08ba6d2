package orchestrator.lib.service;

import static orchestrator.lib.error.ErrorCode.INVALID_ASSET;
import static orchestrator.lib.error.ErrorCode.NOT_FOUND;
import static orchestrator.lib.error.ErrorCode.PERMISSION_DENIED;
import static orchestrator.lib.error.ErrorCode.PRECONDITION;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.MODELS;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.PRIVATE;
import static orchestrator.lib.fixtures.Requests.PUBLIC;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.SCORE;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.asset;
import static orchestrator.lib.service.TaskWorld.output;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.lib.service.TaskWorld.training;
import static org.assertj.core.api.Assertions.assertThat;

import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import org.junit.jupiter.api.Test;

/** Each rule that holds a new task against other assets, but for its inputs; and their order. */
class TaskRegistrationRulesTest {
  private final TaskWorld world = TaskWorld.withTrainer();

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
    return output(NewPermissions.newBuilder().addAuthorizedIds("nobody").build());
  }

  @Test
  void anInputThatTheFunctionLacksIsToldBeforeAMissingWorker() {
    assertRefused(
        INVALID_ASSET,
        "unknown task input: this identifier was not declared in the Function: \"x\"",
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
  void outputsMustBeThoseOfTheFunction() {
    assertRefused(
        INVALID_ASSET,
        "invalid task "
            + key("a")
            + ", unknown task output: this identifier was not declared in the Function: \"more\"",
        () -> world.register(task("a").putOutputs("more", output(PUBLIC))));
    assertRefused(
        INVALID_ASSET,
        "invalid task "
            + key("a")
            + ", missing task output: this identifier is required by the Function: \"model\"",
        () -> world.register(task("a").clearOutputs()));
  }

  @Test
  void aPerformanceIsPublicAndNotTransient() {
    world.ready(TaskWorld.tester("tester"));

    String invalid = "invalid task " + key("a") + ", invalid task output \"score\": ";

    assertRefused(
        INVALID_ASSET,
        invalid + "a PERFORMANCE output should be public",
        () -> world.register(TaskWorld.test("a", "tester").putOutputs(SCORE, output(PRIVATE))));
    assertRefused(
        INVALID_ASSET,
        invalid + "a PERFORMANCE output cannot be transient",
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
}
