package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.DataManager;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionInput;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.NewPermissions;
import orchestrator.proto.ParentTaskOutputRef;
import orchestrator.proto.RegisterTasksParam;

/**
 * Writes registrations of graphs of tasks, most of them sound; or of a function, when a sound task
 * needs another one.
 */
final class TaskWriter {

  /** An output that a new task can take. */
  private record Source(String task, String output, boolean multiple) {}

  private final Scene scene;
  private final Draw draw;
  private final Registrations registrations;

  TaskWriter(Scene scene, Registrations registrations) {
    this.scene = scene;
    this.registrations = registrations;
    this.draw = scene.draw();
  }

  Step tasks() {
    List<ComputePlan> plans = scene.own(scene.state().plans);
    List<Function> functions = scene.own(scene.state().functions);
    if (plans.isEmpty() || functions.isEmpty() || draw.chance(0.01)) {
      return new Step(scene.organization(), RegisterTasksParam.getDefaultInstance());
    }
    ComputePlan plan = draw.pick(plans);
    String requester = scene.mostly(plan.getOwner());
    List<Source> sources = registered();
    if (usable(functions, requester, !sources.isEmpty()).isEmpty() && draw.chance(0.95)) {
      return registrations.function();
    }
    List<NewComputeTask> tasks = new ArrayList<>();
    int count = draw.chance(0.02) ? 40 : draw.number(1, 5);
    for (int i = 0; i < count; i++) {
      List<Function> usable = usable(functions, requester, !sources.isEmpty());
      Function function = draw.pick(usable.isEmpty() || draw.chance(0.01) ? functions : usable);
      NewComputeTask task = task(requester, plan.getKey(), function, sources);
      tasks.add(task);
      sources.addAll(sources(task.getKey(), function));
    }
    flaw(tasks);
    return new Step(
        requester,
        RegisterTasksParam.newBuilder()
            .addAllTasks(draw.chance(0.4) ? draw.shuffled(tasks) : tasks)
            .build());
  }

  /** The functions that a sound task can be made of now. */
  private List<Function> usable(List<Function> functions, String requester, boolean sources) {
    boolean data = manager(requester).isPresent();
    List<Function> usable =
        functions.stream()
            .filter(function -> Grants.mayProcess(function.getPermissions(), requester))
            .filter(
                function ->
                    function.getInputsMap().values().stream()
                        .filter(input -> !input.getOptional())
                        .allMatch(
                            input -> input.getKind() == AssetKind.ASSET_MODEL ? sources : data))
            .toList();
    return usable;
  }

  private List<Source> registered() {
    List<Source> sources = new ArrayList<>();
    for (ComputeTask task : scene.own(scene.state().tasks)) {
      Function function = scene.state().functions.get(task.getFunctionKey());
      if (function != null && draw.chance(0.7)) {
        sources.addAll(sources(task.getKey(), function));
      }
    }
    return sources;
  }

  private List<Source> sources(String task, Function function) {
    List<Source> sources = new ArrayList<>();
    new TreeMap<>(function.getOutputsMap())
        .forEach(
            (output, declared) -> {
              if (declared.getKind() == AssetKind.ASSET_MODEL || draw.chance(0.03)) {
                sources.add(new Source(task, output, declared.getMultiple()));
              }
            });
    return sources;
  }

  private NewComputeTask task(
      String requester, String plan, Function function, List<Source> sources) {
    NewComputeTask.Builder task =
        NewComputeTask.newBuilder()
            .setKey(scene.newKey())
            .setFunctionKey(function.getKey())
            .setComputePlanKey(plan);
    Optional<DataManager> manager = manager(requester);
    new TreeMap<>(function.getInputsMap())
        .forEach((identifier, input) -> inputs(task, identifier, input, manager, sources));
    boolean inferred =
        function.getInputsMap().values().stream()
            .anyMatch(input -> input.getKind() == AssetKind.ASSET_DATA_MANAGER);
    if (!inferred || draw.chance(0.1)) {
      String worker =
          inferred && manager.isPresent() ? manager.get().getOwner() : scene.organization();
      task.setWorker(draw.chance(0.02) ? draw.pick("", "StrangerMSP") : scene.mostly(worker));
    }
    function
        .getOutputsMap()
        .forEach((identifier, output) -> task.putOutputs(identifier, output(output.getKind())));
    if (draw.chance(0.2)) {
      task.putMetadata("round", "1");
    }
    return task.build();
  }

  private Optional<DataManager> manager(String requester) {
    List<DataManager> managers =
        scene.own(
            scene.state().managers,
            manager -> Grants.mayProcess(manager.getPermissions(), requester) || draw.chance(0.1));
    return managers.isEmpty() ? Optional.empty() : Optional.of(draw.pick(managers));
  }

  private void inputs(
      NewComputeTask.Builder task,
      String identifier,
      FunctionInput input,
      Optional<DataManager> manager,
      List<Source> sources) {
    ComputeTaskInput.Builder reference = ComputeTaskInput.newBuilder().setIdentifier(identifier);
    switch (input.getKind()) {
      case ASSET_DATA_MANAGER ->
          task.addInputs(
              reference.setAssetKey(
                  manager
                      .map(DataManager::getKey)
                      .orElseGet(() -> scene.keyAmong(scene.state().managers))));
      case ASSET_DATA_SAMPLE ->
          samples(manager)
              .forEach(key -> task.addInputs(reference.clone().setAssetKey(key).build()));
      default -> {
        int count = input.getMultiple() ? draw.number(0, 3) : 1;
        if (input.getOptional() && draw.chance(0.4)) {
          count = 0;
        } else if (!input.getOptional()) {
          count = Math.max(count, 1);
        }
        for (int i = 0; i < count; i++) {
          model(reference.clone(), input, sources).ifPresent(task::addInputs);
        }
      }
    }
  }

  private List<String> samples(Optional<DataManager> manager) {
    List<String> keys =
        scene
            .own(
                scene.state().samples,
                sample ->
                    manager.isPresent()
                        && sample.getDataManagerKeysList().contains(manager.get().getKey()))
            .stream()
            .map(sample -> sample.getKey())
            .limit(draw.number(1, 3))
            .toList();
    return keys.isEmpty() || draw.chance(0.03)
        ? List.of(scene.keyAmong(scene.state().samples))
        : keys;
  }

  private Optional<ComputeTaskInput.Builder> model(
      ComputeTaskInput.Builder reference, FunctionInput input, List<Source> sources) {
    if (!scene.own(scene.state().models).isEmpty() && draw.chance(0.15)) {
      return Optional.of(reference.setAssetKey(scene.keyAmong(scene.state().models)));
    }
    List<Source> fitting =
        sources.stream()
            .filter(source -> input.getMultiple() || !source.multiple() || draw.chance(0.02))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Source source = draw.pick(fitting);
    return Optional.of(
        reference.setParentTaskOutput(
            ParentTaskOutputRef.newBuilder()
                .setParentTaskKey(source.task())
                .setOutputIdentifier(draw.chance(0.01) ? "none" : source.output())));
  }

  private NewComputeTaskOutput output(AssetKind kind) {
    boolean model = kind == AssetKind.ASSET_MODEL;
    NewPermissions permissions =
        model && draw.chance(0.5)
            ? scene.permissions()
            : NewPermissions.newBuilder().setPublic(true).build();
    return NewComputeTaskOutput.newBuilder()
        .setPermissions(permissions)
        .setTransient(model ? draw.chance(0.6) : draw.chance(0.02))
        .build();
  }

  /** Now and then makes a graph unsound: a cycle, a key twice, an input too few or too many. */
  private void flaw(List<NewComputeTask> tasks) {
    int at = draw.number(0, tasks.size() - 1);
    NewComputeTask.Builder task = tasks.get(at).toBuilder();
    switch (draw.number(0, 90)) {
      case 0 ->
          task.addInputs(
              ComputeTaskInput.newBuilder()
                  .setIdentifier("models")
                  .setParentTaskOutput(
                      ParentTaskOutputRef.newBuilder()
                          .setParentTaskKey(draw.pick(tasks).getKey())
                          .setOutputIdentifier("model")));
      case 1 -> task.setKey(draw.pick(tasks).getKey());
      case 2 -> {
        if (task.getInputsCount() > 0) {
          task.removeInputs(draw.number(0, task.getInputsCount() - 1));
        }
      }
      case 3 -> {
        if (task.getInputsCount() > 0) {
          task.addInputs(draw.pick(task.getInputsList()));
        }
      }
      case 4 -> task.clearOutputs();
      case 5 -> task.setFunctionKey(scene.keyAmong(scene.state().functions));
      case 6 -> task.setComputePlanKey(scene.keyAmong(scene.state().plans));
      case 7 -> task.putAllOutputs(Map.of("extra", output(AssetKind.ASSET_MODEL)));
      default -> {}
    }
    tasks.set(at, task.build());
  }
}
