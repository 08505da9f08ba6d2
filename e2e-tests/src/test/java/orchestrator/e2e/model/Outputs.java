package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.Model;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterModelsResponse;

/** Registers what a task has produced. */
final class Outputs {
  private Outputs() {}

  static Model register(Call call, NewModel request) {
    ComputeTask task = Tasks.find(call, request.getComputeTaskKey());
    TaskValidation.faultsOf(request).refuse();
    checkWorkerAndStatus(call, task, "model", "");
    Refusal.throwAny(refusals(call, task, request));
    return registerOne(call, task, request);
  }

  static RegisterModelsResponse register(Call call, RegisterModelsParam request) {
    if (request.getModelsCount() == 0) {
      throw Refusal.coded(ErrorCode.OE0003);
    }
    String taskKey = request.getModels(0).getComputeTaskKey();
    ComputeTask task = Tasks.find(call, taskKey);
    for (NewModel model : request.getModelsList()) {
      if (!model.getComputeTaskKey().equals(taskKey)) {
        throw Refusal.exactly(ErrorCode.OE0003, "All models should be part of the same task");
      }
    }
    request.getModelsList().forEach(model -> TaskValidation.faultsOf(model).refuseItem());
    checkWorkerAndStatus(call, task, "model", "");
    Refusal.throwAny(refusals(call, task, request.getModelsList()));
    RegisterModelsResponse.Builder answer = RegisterModelsResponse.newBuilder();
    for (NewModel model : request.getModelsList()) {
      answer.addModels(registerOne(call, task, model));
    }
    return answer.build();
  }

  /** The first refusal of each model of a batch: which model's is told is open. */
  private static List<Refusal> refusals(Call call, ComputeTask task, List<NewModel> models) {
    List<Refusal> all = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    Set<String> outputs = new HashSet<>();
    for (NewModel model : models) {
      String output = model.getComputeTaskOutputIdentifier();
      List<Refusal> own = refusals(call, task, model);
      all.addAll(own);
      boolean again = !outputs.add(output);
      if (own.isEmpty() && again && !declared(call, task, output).getMultiple()) {
        all.add(alreadyRegistered(task, output));
      }
      if (own.isEmpty() && !keys.add(model.getKey())) {
        all.add(Refusal.conflict(Kind.MODEL, model.getKey()));
      }
    }
    return all;
  }

  private static List<Refusal> refusals(Call call, ComputeTask task, NewModel request) {
    String output = request.getComputeTaskOutputIdentifier();
    try {
      checkKind(call, task, output, AssetKind.ASSET_MODEL);
    } catch (Refusal refusal) {
      return List.of(refusal);
    }
    if (!declared(call, task, output).getMultiple()
        && !call.state().modelsOf(task.getKey(), output).isEmpty()) {
      return List.of(alreadyRegistered(task, output));
    }
    return call.state().models.containsKey(request.getKey())
        ? List.of(Refusal.conflict(Kind.MODEL, request.getKey()))
        : List.of();
  }

  private static Model registerOne(Call call, ComputeTask task, NewModel request) {
    String output = request.getComputeTaskOutputIdentifier();
    Model model =
        Model.newBuilder()
            .setKey(request.getKey())
            .setComputeTaskKey(task.getKey())
            .setAddress(request.getAddress())
            .setPermissions(task.getOutputsOrThrow(output).getPermissions())
            .setOwner(call.requester())
            .setCreationDate(call.now())
            .build();
    call.state().models.put(model.getKey(), model);
    call.state().outputOfModel.put(model.getKey(), output);
    call.created(Kind.MODEL, model.getKey(), model);
    outputCreated(call, task, output, Kind.MODEL, model.getKey());
    return model;
  }

  static Performance register(Call call, NewPerformance request) {
    TaskValidation.check(request);
    ComputeTask task = Tasks.find(call, request.getComputeTaskKey());
    checkWorkerAndStatus(call, task, "performance", "");
    String output = request.getComputeTaskOutputIdentifier();
    checkKind(call, task, output, AssetKind.ASSET_PERFORMANCE);
    String key = task.getKey() + "|" + output;
    Refusal.throwAny(Refusal.conflicts(call.state().performances, Kind.PERFORMANCE, key));
    Performance performance =
        Performance.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setComputeTaskOutputIdentifier(output)
            .setPerformanceValue(request.getPerformanceValue())
            .setCreationDate(call.now())
            .build();
    call.state().performances.put(key, performance);
    call.created(Kind.PERFORMANCE, key, performance);
    outputCreated(call, task, output, Kind.PERFORMANCE, key);
    return performance;
  }

  private static void outputCreated(
      Call call, ComputeTask task, String output, Kind kind, String key) {
    ComputeTaskOutputAsset asset =
        ComputeTaskOutputAsset.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setComputeTaskOutputIdentifier(output)
            .setAssetKind(kind.assetKind())
            .setAssetKey(key)
            .build();
    call.created(Kind.TASK_OUTPUT, task.getKey(), asset);
  }

  /** The rule that models, performances and failure reports share; one text has more words. */
  static void checkWorkerAndStatus(Call call, ComputeTask task, String what, String more) {
    if (!call.isRequester(task.getWorker())) {
      throw Refusal.exactly(
          ErrorCode.OE0102, "only \"" + task.getWorker() + "\" worker can register " + what + more);
    }
    if (task.getStatus() != ComputeTaskStatus.STATUS_EXECUTING) {
      throw Refusal.exactly(
          ErrorCode.OE0003,
          "cannot register " + what + " for task with status \"" + task.getStatus() + "\"");
    }
  }

  private static void checkKind(Call call, ComputeTask task, String output, AssetKind received) {
    if (!task.containsOutputs(output)) {
      throw Refusal.exactly(
          ErrorCode.OE0106,
          "Task \"" + task.getKey() + "\" has no output named \"" + output + "\"");
    }
    AssetKind expected = declared(call, task, output).getKind();
    if (expected != received) {
      throw Refusal.exactly(
          ErrorCode.OE0107,
          "Incompatible kind for task \"%s\": output \"%s\" expects \"%s\", received \"%s\""
              .formatted(task.getKey(), output, expected, received));
    }
  }

  private static Refusal alreadyRegistered(ComputeTask task, String output) {
    return Refusal.exactly(
        ErrorCode.OE0006,
        "compute task \""
            + task.getKey()
            + "\" already has its unique output \""
            + output
            + "\" registered");
  }

  private static FunctionOutput declared(Call call, ComputeTask task, String output) {
    Function function = Lookup.find(call.state().functions, Kind.FUNCTION, task.getFunctionKey());
    return function.getOutputsOrThrow(output);
  }
}
