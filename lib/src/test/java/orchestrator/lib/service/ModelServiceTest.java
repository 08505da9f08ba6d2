package orchestrator.lib.service;

import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.assertRefusedWith;
import static orchestrator.lib.service.TaskWorld.created;
import static orchestrator.lib.service.TaskWorld.task;
import static orchestrator.proto.AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET;
import static orchestrator.proto.AssetKind.ASSET_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.NewModel;
import orchestrator.proto.RegisterModelsParam;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelServiceTest {
  private final TaskWorld world = new TaskWorld();

  @BeforeEach
  void executeATask() {
    world.register(task("a"));
    world.execute("a");
  }

  private List<Model> register(NewModel.Builder... models) {
    RegisterModelsParam.Builder request = RegisterModelsParam.newBuilder();
    Arrays.stream(models).forEach(request::addModels);
    return world.calls.call(ORG2, world.models::registerModels, request.build()).getModelsList();
  }

  private List<Model> modelsOf(String task) {
    return world
        .calls
        .call(
            ORG3,
            world.models::getComputeTaskOutputModels,
            GetComputeTaskModelsParam.newBuilder().setComputeTaskKey(task).build())
        .getModelsList();
  }

  @Test
  void aModelTakesThePermissionsOfItsOutputAndBelongsToTheWorker() {
    Model answered = world.model(Requests.model("m", "a"));

    assertThat(answered)
        .isEqualTo(
            world.calls.call(
                ORG3,
                world.models::getModel,
                GetModelParam.newBuilder().setKey(key("m").toUpperCase(Locale.ROOT)).build()));
    assertThat(answered.getOwner()).isEqualTo(ORG2);
    assertThat(answered.getPermissions())
        .isEqualTo(world.registered("a").getOutputsOrThrow(MODEL).getPermissions());
    assertThat(answered.getAddress()).isEqualTo(Requests.address());
    assertThat(answered.getComputeTaskKey()).isEqualTo(key("a"));
  }

  @Test
  void aModelIsAnnouncedAndThenBecomesAnOutput() {
    Model model = world.model(Requests.model("m", "a"));

    assertThat(world.events())
        .containsExactly(created(ASSET_MODEL, "m"), created(ASSET_COMPUTE_TASK_OUTPUT_ASSET, "a"));
    assertThat(world.calls.events().get(0).getModel()).isEqualTo(model);
    assertThat(world.calls.events().get(1).getComputeTaskOutputAsset())
        .isEqualTo(
            ComputeTaskOutputAsset.newBuilder()
                .setComputeTaskKey(key("a"))
                .setComputeTaskOutputIdentifier(MODEL)
                .setAssetKind(ASSET_MODEL)
                .setAssetKey(key("m"))
                .build());
  }

  @Test
  void severalModelsOfOneTaskAreRegisteredTogether() {
    executeATaskOfTwoOutputs();

    List<Model> answered =
        register(
            Requests.model("y", "b"),
            Requests.model("x", "b").setComputeTaskOutputIdentifier("more"));

    assertThat(answered).extracting(Model::getKey).containsExactly(key("y"), key("x"));
    assertThat(world.events())
        .containsExactly(
            created(ASSET_MODEL, "y"),
            created(ASSET_COMPUTE_TASK_OUTPUT_ASSET, "b"),
            created(ASSET_MODEL, "x"),
            created(ASSET_COMPUTE_TASK_OUTPUT_ASSET, "b"));
    assertThat(modelsOf(key("b").toUpperCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(answered);
  }

  private void executeATaskOfTwoOutputs() {
    world.ready(Requests.function("two").putOutputs("more", Requests.output(ASSET_MODEL).build()));
    world.register(
        task("b")
            .setFunctionKey(key("two"))
            .putOutputs("more", task("b").getOutputsOrThrow(MODEL)));
    world.execute("b");
  }

  @Test
  void oneBadModelKeepsAllOut() {
    assertRefusedWith(
        ErrorCode.CONFLICT,
        "unique output",
        () -> register(Requests.model("x", "a"), Requests.model("y", "a")));

    assertThat(modelsOf(key("a"))).isEmpty();
  }

  @Test
  void aCallRegistersModelsOfOneTaskOnlyAndAtLeastOne() {
    assertRefusedWith(ErrorCode.PRECONDITION, "no model", this::register);
    assertRefused(
        ErrorCode.PRECONDITION,
        "All models should be part of the same task",
        () -> register(Requests.model("x", "a").setKey("bad"), Requests.model("y", "b")));
  }

  @Test
  void theTaskIsLookedForBeforeTheModelIsRead() {
    assertRefused(
        ErrorCode.NOT_FOUND,
        "computetask with key \"" + key("lost") + "\" not found",
        () -> world.model(Requests.model("m", "lost").setKey("bad")));
    assertRefusedWith(
        ErrorCode.INVALID_ASSET,
        "model is not valid: ",
        () ->
            world.calls.call(
                ORG1, world.models::registerModel, Requests.model("m", "a").setKey("bad").build()));
  }

  @Test
  void onlyTheWorkerRegistersModels() {
    world.finish("a");

    assertRefused(
        ErrorCode.PERMISSION_DENIED,
        "only \"MyOrg2MSP\" worker can register model",
        () ->
            world.calls.call(ORG1, world.models::registerModel, Requests.model("m", "a").build()));
  }

  @Test
  void onlyAnExecutingTaskPutsOutModels() {
    world.finish("a");

    assertRefused(
        ErrorCode.PRECONDITION,
        "cannot register model for task with status \"STATUS_DONE\"",
        () -> world.model(Requests.model("m", "a").setComputeTaskOutputIdentifier("nothing")));
  }

  @Test
  void theOutputMustExist() {
    assertRefused(
        ErrorCode.MISSING_OUTPUT,
        "Task \"" + key("a") + "\" has no output named \"nothing\"",
        () -> world.model(Requests.model("m", "a").setComputeTaskOutputIdentifier("nothing")));
  }

  @Test
  void theOutputMustBeAModel() {
    world.ready(TaskWorld.tester("tester"));
    world.register(TaskWorld.test("t", "tester"));
    world.execute("t");

    assertRefused(
        ErrorCode.INCOMPATIBLE_KIND,
        "Incompatible kind for task \""
            + key("t")
            + "\": output \"score\" expects \"ASSET_PERFORMANCE\", received \"ASSET_MODEL\"",
        () ->
            world.model(Requests.model("m", "t").setComputeTaskOutputIdentifier(TaskWorld.SCORE)));
  }

  @Test
  void aSingleOutputTakesOneModelAndThatIsToldBeforeItsKey() {
    world.model(Requests.model("m", "a"));

    assertRefused(
        ErrorCode.CONFLICT,
        "compute task \"" + key("a") + "\" already has its unique output \"model\" registered",
        () -> world.model(Requests.model("m", "a")));
  }

  @Test
  void aMultipleOutputTakesManyButEachKeyOnce() {
    world.ready(
        Requests.function("many")
            .putOutputs(MODEL, Requests.output(ASSET_MODEL).setMultiple(true).build()));
    world.register(task("b").setFunctionKey(key("many")));
    world.execute("b");
    world.model(Requests.model("x", "b"));
    world.model(Requests.model("y", "b"));

    assertRefused(
        ErrorCode.CONFLICT,
        "model with key \"" + key("x") + "\" already exists",
        () -> world.model(Requests.model("x", "b")));
    assertThat(modelsOf(key("b"))).extracting(Model::getKey).containsExactly(key("x"), key("y"));
  }

  @Test
  void anUnknownTaskHasNoModels() {
    assertThat(modelsOf("lost")).isEmpty();
  }
}
