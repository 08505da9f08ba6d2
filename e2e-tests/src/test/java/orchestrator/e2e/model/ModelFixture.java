package orchestrator.e2e.model;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.NewComputePlan;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewFunction;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;
import orchestrator.proto.RegisterOrganizationParam;
import orchestrator.proto.RegisterTasksParam;

/**
 * Prepares a model of a channel with the organizations A and B, a plan of A and a function of A
 * that takes models and makes one. Assets are called by name, from which their keys are made.
 */
final class ModelFixture {
  private final ChannelModel model = new ChannelModel("channel", List.of("A", "B"));
  private final Map<String, String> names = new HashMap<>();
  private long second;

  ModelFixture() {
    does("A", RegisterOrganizationParam.getDefaultInstance());
    does("B", RegisterOrganizationParam.getDefaultInstance());
    plan("plan");
    function("function");
  }

  ChannelModel model() {
    return model;
  }

  String key(String name) {
    return names.computeIfAbsent(name, any -> new UUID(0, names.size() + 1L).toString());
  }

  ChannelModel.CallResult does(String requester, Message request) {
    Timestamp now = Timestamp.newBuilder().setSeconds(++second).build();
    ChannelModel.CallResult outcome = model.execute(new Step(requester, request), now);
    outcome.events().forEach(model.log()::add);
    return outcome;
  }

  void plan(String name) {
    does("A", NewComputePlan.newBuilder().setKey(key(name)).setName(name).build());
  }

  void function(String name) {
    does(
        "A",
        NewFunction.newBuilder()
            .setKey(key(name))
            .setName(name)
            .setDescription(addressable())
            .setArchive(addressable())
            .setNewPermissions(NewPermissions.newBuilder().setPublic(true))
            .putInputs(
                "models",
                FunctionInput.newBuilder()
                    .setKind(AssetKind.ASSET_MODEL)
                    .setMultiple(true)
                    .setOptional(true)
                    .build())
            .putOutputs("model", FunctionOutput.newBuilder().setKind(AssetKind.ASSET_MODEL).build())
            .build());
  }

  static Addressable addressable() {
    return Addressable.newBuilder()
        .setChecksum("0".repeat(64))
        .setStorageAddress("https://h/x")
        .build();
  }

  void build(FunctionAction... actions) {
    for (FunctionAction action : actions) {
      does(
          "A",
          ApplyFunctionActionParam.newBuilder()
              .setFunctionKey(key("function"))
              .setAction(action)
              .build());
    }
  }

  void ready() {
    build(FunctionAction.FUNCTION_ACTION_BUILDING, FunctionAction.FUNCTION_ACTION_READY);
  }

  /** A task that B works on. */
  NewComputeTask task(String name, String... parents) {
    NewComputeTask.Builder task =
        NewComputeTask.newBuilder()
            .setKey(key(name))
            .setFunctionKey(key("function"))
            .setComputePlanKey(key("plan"))
            .setWorker("B")
            .putOutputs(
                "model",
                NewComputeTaskOutput.newBuilder()
                    .setPermissions(NewPermissions.newBuilder().setPublic(true))
                    .setTransient(true)
                    .build());
    for (String parent : parents) {
      task.addInputs(
          ComputeTaskInput.newBuilder()
              .setIdentifier("models")
              .setParentTaskOutput(
                  ParentTaskOutputRef.newBuilder()
                      .setParentTaskKey(key(parent))
                      .setOutputIdentifier("model")));
    }
    return task.build();
  }

  ChannelModel.CallResult registers(NewComputeTask... tasks) {
    return does("A", RegisterTasksParam.newBuilder().addAllTasks(List.of(tasks)).build());
  }

  ChannelModel.CallResult acts(String requester, ComputeTaskAction action, String task) {
    return does(
        requester,
        ApplyTaskActionParam.newBuilder().setComputeTaskKey(key(task)).setAction(action).build());
  }

  /** The task runs to its end, with a model of the same name. */
  void done(String task) {
    acts("B", ComputeTaskAction.TASK_ACTION_EXECUTING, task);
    does(
        "B",
        NewModel.newBuilder()
            .setKey(key(task))
            .setComputeTaskKey(key(task))
            .setComputeTaskOutputIdentifier("model")
            .setAddress(addressable())
            .build());
    acts("B", ComputeTaskAction.TASK_ACTION_DONE, task);
  }

  String status(String task) {
    return model.state().tasks.get(key(task)).getStatus().name().substring("STATUS_".length());
  }
}
