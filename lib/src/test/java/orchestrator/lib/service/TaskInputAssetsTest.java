package orchestrator.lib.service;

import static orchestrator.lib.error.ErrorCode.PRECONDITION;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.MODELS;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.ORG3;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.asset;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.GetTaskInputAssetsParam;
import org.junit.jupiter.api.Test;

class TaskInputAssetsTest {
  private final TaskWorld world = new TaskWorld();

  private List<ComputeTaskInputAsset> inputs(String task) {
    return world
        .calls
        .call(
            ORG3,
            world.tasks::getTaskInputAssets,
            GetTaskInputAssetsParam.newBuilder()
                .setComputeTaskKey(key(task).toUpperCase(Locale.ROOT))
                .build())
        .getAssetsList();
  }

  private static List<String> keys(List<ComputeTaskInputAsset> assets) {
    return assets.stream()
        .map(
            asset ->
                switch (asset.getAssetCase()) {
                  case MODEL -> asset.getModel().getKey();
                  case DATA_MANAGER -> asset.getDataManager().getKey();
                  case DATA_SAMPLE -> asset.getDataSample().getKey();
                  case ASSET_NOT_SET -> "nothing";
                })
        .toList();
  }

  @Test
  void everyKindComesInTheOrderOfTheInputs() {
    world.ready(TaskWorld.trainer("trainer"));
    world.data(ORG2, "manager", 2);
    world.register(task("p"), task("q"));
    world.train("p", "of p");
    world.train("q", "of q");
    world.register(
        task("a")
            .setFunctionKey(key("trainer"))
            .addInputs(asset("data", "manager-1"))
            .addInputs(Requests.modelOf("q"))
            .addInputs(asset("opener", "manager"))
            .addInputs(asset(MODELS, "of p"))
            .addInputs(asset("data", "manager-0")));

    List<ComputeTaskInputAsset> inputs = inputs("a");

    assertThat(keys(inputs))
        .containsExactly(
            key("manager-1"), key("of q"), key("manager"), key("of p"), key("manager-0"));
    assertThat(inputs)
        .extracting(ComputeTaskInputAsset::getIdentifier)
        .containsExactly("data", MODELS, "opener", MODELS, "data");
  }

  @Test
  void aMultipleOutputGivesItsModelsInOrderOfRegistration() {
    world.ready(
        Requests.function("many")
            .putOutputs(MODEL, Requests.output(AssetKind.ASSET_MODEL).setMultiple(true).build()));
    world.register(task("p").setFunctionKey(key("many")), task("empty"));
    world.execute("p");
    List<String> names = List.of("5", "3", "4", "1", "2");
    world.calls.stopClock();
    names.forEach(name -> world.model(Requests.model(name, "p")));
    world.finish("p");
    world.execute("empty");
    world.finish("empty");
    world.register(task("a", "empty", "p"));

    assertThat(keys(inputs("a"))).isEqualTo(names.stream().map(Requests::key).toList());
  }

  @Test
  void aDisabledModelComesWithoutAddress() {
    world.register(task("p"), task("a", "p"));
    world.train("p", "model");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_FAILED, "a");
    assertThat(inputs("a").get(0).getModel().hasAddress()).isTrue();

    world.calls.call(
        ORG2,
        world.tasks::disableOutput,
        DisableOutputParam.newBuilder().setComputeTaskKey(key("p")).setIdentifier(MODEL).build());

    assertThat(inputs("a").get(0).getModel().hasAddress()).isFalse();
  }

  @Test
  void inputsAreDefinedOnlyOnceTheTaskCanBeExecuted() {
    world.register(task("p"), task("a", "p"));
    assertUndefined("a", "STATUS_WAITING_FOR_PARENT_TASKS");
    world.train("p", "model");
    assertThat(inputs("a")).hasSize(1);
    world.execute("a");
    assertThat(inputs("a")).hasSize(1);
    world.finish("a");
    assertUndefined("a", "STATUS_DONE");
    world.register(Requests.function("unbuilt"));
    world.register(task("b").setFunctionKey(key("unbuilt")));
    assertUndefined("b", "STATUS_WAITING_FOR_BUILDER_SLOT");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_CANCELED, "b");
    assertUndefined("b", "STATUS_CANCELED");
  }

  private void assertUndefined(String task, String status) {
    assertRefused(
        PRECONDITION,
        "Task inputs may not be defined in current task status (\"" + status + "\")",
        () -> inputs(task));
  }
}
