package orchestrator.lib.service;

import static orchestrator.lib.error.ErrorCode.NOT_FOUND;
import static orchestrator.lib.error.ErrorCode.OUTPUT_NOT_DISABLED;
import static orchestrator.lib.error.ErrorCode.PERMISSION_DENIED;
import static orchestrator.lib.fixtures.Requests.MODEL;
import static orchestrator.lib.fixtures.Requests.ORG1;
import static orchestrator.lib.fixtures.Requests.ORG2;
import static orchestrator.lib.fixtures.Requests.PUBLIC;
import static orchestrator.lib.fixtures.Requests.key;
import static orchestrator.lib.service.TaskWorld.assertRefused;
import static orchestrator.lib.service.TaskWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import orchestrator.lib.fixtures.Requests;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.NewComputeTaskOutput;
import org.junit.jupiter.api.Test;

class DisableOutputTest {
  private final TaskWorld world = new TaskWorld();

  private void disable(String requester, String task, String identifier) {
    world.calls.call(
        requester,
        world.tasks::disableOutput,
        DisableOutputParam.newBuilder().setComputeTaskKey(task).setIdentifier(identifier).build());
  }

  private void assertNotDisabled(String text, String task, String identifier) {
    assertRefused(OUTPUT_NOT_DISABLED, text, () -> disable(ORG2, key(task), identifier));
  }

  private Model model(String name) {
    return world.calls.call(
        ORG1, world.models::getModel, GetModelParam.newBuilder().setKey(key(name)).build());
  }

  @Test
  void anOutputThatNobodyNeedsLosesItsAddress() {
    world.register(task("a"), task("b", "a"));
    world.train("a", "model");
    world.train("b", "other");
    Model before = model("model");

    disable(ORG2, key("a").toUpperCase(Locale.ROOT), MODEL);
    List<Event> events = world.calls.events();

    assertThat(model("model")).isEqualTo(before.toBuilder().clearAddress().build());
    assertThat(events).hasSize(1);
    Event event = events.get(0);
    assertThat(event.getEventKind()).isEqualTo(EventKind.EVENT_ASSET_DISABLED);
    assertThat(event.getAssetKind()).isEqualTo(AssetKind.ASSET_MODEL);
    assertThat(event.getAssetKey()).isEqualTo(key("model"));
    assertThat(event.getModel()).isEqualTo(model("model"));
    assertThat(event.getMetadataMap()).isEmpty();
  }

  @Test
  void allModelsOfAMultipleOutputAreDisabledInOrderOfRegistration() {
    world.ready(
        Requests.function("many")
            .putOutputs(MODEL, Requests.output(AssetKind.ASSET_MODEL).setMultiple(true).build()));
    world.register(task("a").setFunctionKey(key("many")), task("b", "a"));
    List<String> names = List.of("first", "second", "third", "fourth");
    world.execute("a");
    names.forEach(name -> world.model(Requests.model(name, "a")));
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_FAILED, "a");
    world.act(ORG2, ComputeTaskAction.TASK_ACTION_CANCELED, "b");

    disable(ORG2, key("a"), MODEL);

    assertThat(world.calls.events())
        .extracting(Event::getAssetKey)
        .containsExactlyElementsOf(names.stream().map(Requests::key).toList());
  }

  @Test
  void onlyTheWorkerMay() {
    world.register(task("a"));

    assertRefused(
        PERMISSION_DENIED,
        "only the worker can disable a task output",
        () -> disable(ORG1, key("a"), "nothing"));
    assertRefused(
        NOT_FOUND, "computetask with key \"lost\" not found", () -> disable(ORG1, "lost", MODEL));
  }

  @Test
  void eachConditionIsToldInItsTurn() {
    NewComputeTaskOutput kept = NewComputeTaskOutput.newBuilder().setPermissions(PUBLIC).build();
    world.ready(
        Requests.function("two")
            .putOutputs("kept", Requests.output(AssetKind.ASSET_MODEL).build())
            .putOutputs("empty", Requests.output(AssetKind.ASSET_MODEL).build()));
    world.register(
        task("a")
            .setFunctionKey(key("two"))
            .putOutputs("kept", kept)
            .putOutputs("empty", kept.toBuilder().setTransient(true).build()));
    world.execute("a");
    world.model(Requests.model("model", "a"));
    assertNotDisabled("cannot disable asset: task not in final state", "a", "nothing");

    world.finish("a");
    assertNotDisabled("there is no output identifier nothing for task " + key("a"), "a", "nothing");
    assertNotDisabled("output is not transient", "a", "kept");
    assertNotDisabled(
        "there is no output asset with identifier empty for task " + key("a"), "a", "empty");
    assertNotDisabled("cannot disable output of a task with no children", "a", MODEL);

    // A child counts, whichever output it uses.
    world.register(
        task("b")
            .addInputs(
                Requests.modelOf("a").toBuilder()
                    .setParentTaskOutput(
                        Requests.modelOf("a").getParentTaskOutput().toBuilder()
                            .setOutputIdentifier("kept"))));
    assertNotDisabled("cannot disable asset: child not in final state", "a", MODEL);

    world.act(ORG1, ComputeTaskAction.TASK_ACTION_CANCELED, "b");
    disable(ORG2, key("a"), MODEL);
    assertNotDisabled("output is already disabled", "a", MODEL);
  }
}
