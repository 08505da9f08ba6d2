package orchestrator.e2e.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyPlanActionParam;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailedAssetKind;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionAction;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.NewFailureReport;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.RegisterModelsParam;

/** Writes what happens to functions, plans and tasks: the next sound thing, or anything at all. */
final class WorkWriter {
  private static final ComputeTaskOutput NONE = ComputeTaskOutput.getDefaultInstance();

  private final Scene scene;
  private final Draw draw;

  WorkWriter(Scene scene) {
    this.scene = scene;
    this.draw = scene.draw();
  }

  List<Function> unbuilt() {
    return scene.own(
        scene.state().functions,
        function ->
            function.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING
                || function.getStatus() == FunctionStatus.FUNCTION_STATUS_BUILDING);
  }

  boolean hasReady() {
    return !scene
        .own(
            scene.state().functions,
            function -> function.getStatus() == FunctionStatus.FUNCTION_STATUS_READY)
        .isEmpty();
  }

  /** The next step of a function's build. There must be an unbuilt one. */
  Step builtFunction() {
    Function function = draw.pick(unbuilt());
    boolean waiting = function.getStatus() == FunctionStatus.FUNCTION_STATUS_WAITING;
    FunctionAction next =
        waiting ? FunctionAction.FUNCTION_ACTION_BUILDING : FunctionAction.FUNCTION_ACTION_READY;
    return functionAction(function.getKey(), function.getOwner(), next);
  }

  Step anyFunctionAction() {
    String key = scene.soughtAmong(scene.state().functions);
    Function function =
        scene.state().functions.getOrDefault(Lookup.lower(key), Function.getDefaultInstance());
    String owner = function.getOwner().isEmpty() ? scene.organization() : function.getOwner();
    ApplyFunctionActionParam.Builder param =
        ApplyFunctionActionParam.newBuilder()
            .setFunctionKey(key)
            .setActionValue(draw.chance(0.05) ? draw.pick(0, 99) : draw.number(1, 4));
    return new Step(scene.mostly(owner), param.build());
  }

  private static Step functionAction(String key, String requester, FunctionAction action) {
    return new Step(
        requester,
        ApplyFunctionActionParam.newBuilder().setFunctionKey(key).setAction(action).build());
  }

  Step planAction() {
    String key = scene.soughtAmong(scene.state().plans);
    var plan = scene.state().plans.get(Lookup.lower(key));
    return new Step(
        scene.mostly(plan == null ? scene.organization() : plan.getOwner()),
        ApplyPlanActionParam.newBuilder()
            .setKey(key)
            .setActionValue(draw.chance(0.1) ? draw.pick(0, 7) : 1)
            .build());
  }

  List<ComputeTask> workable() {
    return scene.own(
        scene.state().tasks,
        task ->
            task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
                || task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING);
  }

  /** What a worker does next. There must be a workable task. */
  Step workedOn() {
    ComputeTask task = draw.pick(workable());
    if (task.getStatus() == ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT) {
      return taskAction(task, ComputeTaskAction.TASK_ACTION_EXECUTING);
    }
    for (Map.Entry<String, FunctionOutput> output : outputs(task).entrySet()) {
      boolean model = output.getValue().getKind() == AssetKind.ASSET_MODEL;
      boolean given =
          model
              ? !scene.state().modelsOf(task.getKey(), output.getKey()).isEmpty()
              : scene.state().performances.containsKey(task.getKey() + "|" + output.getKey());
      if (!given && draw.chance(0.8)) {
        return model
            ? models(task, output.getKey(), output.getValue().getMultiple())
            : performance(task, output.getKey());
      }
    }
    return draw.chance(0.9)
        ? taskAction(task, ComputeTaskAction.TASK_ACTION_DONE)
        : report(task.getKey(), FailedAssetKind.FAILED_ASSET_COMPUTE_TASK, task.getWorker());
  }

  private Map<String, FunctionOutput> outputs(ComputeTask task) {
    return new TreeMap<>(scene.state().functions.get(task.getFunctionKey()).getOutputsMap());
  }

  private Step models(ComputeTask task, String output, boolean multiple) {
    RegisterModelsParam.Builder models = RegisterModelsParam.newBuilder();
    int count = multiple ? draw.number(1, 3) : draw.chance(0.05) ? 2 : 1;
    for (int i = 0; i < count; i++) {
      models.addModels(model(task.getKey(), output));
    }
    return new Step(
        scene.mostly(task.getWorker()),
        count == 1 && draw.chance(0.6) ? models.getModels(0) : models.build());
  }

  private NewModel model(String task, String output) {
    return NewModel.newBuilder()
        .setKey(scene.newKey())
        .setComputeTaskKey(task)
        .setComputeTaskOutputIdentifier(output)
        .setAddress(draw.addressable())
        .build();
  }

  private Step performance(ComputeTask task, String output) {
    return new Step(
        scene.mostly(task.getWorker()),
        NewPerformance.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setComputeTaskOutputIdentifier(output)
            .setPerformanceValue(
                draw.pick(0f, 0.95f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE))
            .build());
  }

  /** A model or a performance for any output of any task. */
  Step anyOutput() {
    Optional<ComputeTask> task = anyTask();
    String key = task.map(ComputeTask::getKey).orElseGet(scene::newKey);
    String worker = task.map(ComputeTask::getWorker).orElseGet(scene::organization);
    String output = draw.pick("model", "models", "accuracy", "none");
    if (draw.chance(0.4)) {
      return performance(ComputeTask.newBuilder().setKey(key).setWorker(worker).build(), output);
    }
    if (draw.chance(0.5)) {
      return new Step(scene.mostly(worker), model(key, output));
    }
    RegisterModelsParam.Builder models = RegisterModelsParam.newBuilder();
    int count = draw.number(0, 2);
    for (int i = 0; i < count; i++) {
      String other = anyTask().map(ComputeTask::getKey).orElse(key);
      models.addModels(model(draw.chance(0.8) ? key : other, output));
    }
    return new Step(scene.mostly(worker), models.build());
  }

  private Optional<ComputeTask> anyTask() {
    List<ComputeTask> tasks = scene.own(scene.state().tasks);
    return tasks.isEmpty() ? Optional.empty() : Optional.of(draw.pick(tasks));
  }

  Step anyTaskAction() {
    String key = scene.soughtAmong(scene.state().tasks);
    Optional<ComputeTask> task = Optional.ofNullable(scene.state().tasks.get(Lookup.lower(key)));
    String requester =
        task.map(found -> draw.pick(found.getWorker(), found.getOwner(), scene.organization()))
            .orElseGet(scene::organization);
    ApplyTaskActionParam.Builder param =
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(key)
            .setActionValue(draw.chance(0.1) ? draw.pick(0, 5, 6, 77) : draw.number(1, 4))
            .setLog(draw.pick("", "", "because", "l".repeat(500)));
    if (task.isEmpty() && (param.getActionValue() < 1 || param.getActionValue() > 4)) {
      // Whether the task or the action is looked at first is open.
      param.setAction(ComputeTaskAction.TASK_ACTION_DONE);
    }
    return new Step(requester, param.build());
  }

  private Step taskAction(ComputeTask task, ComputeTaskAction action) {
    return new Step(
        scene.mostly(task.getWorker()),
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(task.getKey())
            .setAction(action)
            .setLog(draw.pick("", "", "", "as planned"))
            .build());
  }

  Step anyReport() {
    boolean function = draw.chance(0.5);
    String key = scene.soughtAmong(function ? scene.state().functions : scene.state().tasks);
    String owner = "";
    if (function && scene.state().functions.containsKey(key)) {
      owner = scene.state().functions.get(key).getOwner();
    } else if (scene.state().tasks.containsKey(key)) {
      owner = scene.state().tasks.get(key).getWorker();
    }
    return report(
        key.isEmpty() ? "no-key" : key,
        function
            ? FailedAssetKind.FAILED_ASSET_FUNCTION
            : FailedAssetKind.FAILED_ASSET_COMPUTE_TASK,
        owner.isEmpty() ? scene.organization() : owner);
  }

  private Step report(String key, FailedAssetKind kind, String requester) {
    ErrorType type =
        draw.pick(
            ErrorType.ERROR_TYPE_BUILD,
            ErrorType.ERROR_TYPE_EXECUTION,
            ErrorType.ERROR_TYPE_INTERNAL);
    NewFailureReport.Builder report =
        NewFailureReport.newBuilder().setAssetKey(key).setErrorType(type).setAssetType(kind);
    if ((type != ErrorType.ERROR_TYPE_INTERNAL) != draw.chance(0.05)) {
      report.setLogsAddress(draw.addressable());
    }
    return new Step(scene.mostly(requester), report.build());
  }

  /** The final tasks with a transient output: what can perhaps be disabled. */
  List<ComputeTask> disposable() {
    return scene.own(
        scene.state().tasks,
        task ->
            Tasks.isFinal(task)
                && !scene.state().childrenOf(task.getKey()).isEmpty()
                && task.getOutputsOrDefault("model", task.getOutputsOrDefault("models", NONE))
                    .getTransient());
  }

  /** Ends what keeps a disposable output in use, or disables it. There must be one. */
  Step disposed() {
    ComputeTask task = draw.pick(disposable());
    Optional<ComputeTask> busy =
        scene.state().childrenOf(task.getKey()).stream()
            .filter(child -> !Tasks.isFinal(child))
            .findFirst();
    if (busy.isPresent() && draw.chance(0.7)) {
      return taskAction(busy.get(), ComputeTaskAction.TASK_ACTION_CANCELED);
    }
    return disabled(task.getKey(), task.getWorker(), draw.pick(task.getOutputsMap().keySet()));
  }

  Step anyDisabled() {
    Optional<ComputeTask> task = anyTask();
    return disabled(
        task.map(ComputeTask::getKey).orElseGet(() -> scene.soughtAmong(scene.state().tasks)),
        task.map(ComputeTask::getWorker).orElseGet(scene::organization),
        draw.pick("model", "models", "accuracy", "none", ""));
  }

  private Step disabled(String key, String requester, String output) {
    return new Step(
        scene.mostly(requester),
        DisableOutputParam.newBuilder().setComputeTaskKey(key).setIdentifier(output).build());
  }
}
