package orchestrator.e2e.model;

import com.google.protobuf.Timestamp;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;
import orchestrator.proto.Performance;

/** Holds all of a channel besides its events. The maps keep the order of registration. */
final class State {
  static final Comparator<Timestamp> BY_TIME =
      Comparator.comparingLong(Timestamp::getSeconds).thenComparingInt(Timestamp::getNanos);

  final Map<String, Organization> organizations = new LinkedHashMap<>();
  final Map<String, orchestrator.proto.Function> functions = new LinkedHashMap<>();
  final Map<String, DataManager> managers = new LinkedHashMap<>();
  final Map<String, DataSample> samples = new LinkedHashMap<>();
  final Map<String, ComputePlan> plans = new LinkedHashMap<>();
  final Map<String, ComputeTask> tasks = new LinkedHashMap<>();
  final Map<String, Model> models = new LinkedHashMap<>();

  /** The output of its task that a model is, by the model's key; a model does not say. */
  final Map<String, String> outputOfModel = new HashMap<>();

  final Map<String, Performance> performances = new LinkedHashMap<>();
  final Map<String, FailureReport> failures = new LinkedHashMap<>();

  /** A state of its own with the same content. */
  State copy() {
    State copy = new State();
    copy.organizations.putAll(organizations);
    copy.functions.putAll(functions);
    copy.managers.putAll(managers);
    copy.samples.putAll(samples);
    copy.plans.putAll(plans);
    copy.tasks.putAll(tasks);
    copy.models.putAll(models);
    copy.outputOfModel.putAll(outputOfModel);
    copy.performances.putAll(performances);
    copy.failures.putAll(failures);
    return copy;
  }

  /** The models that are an output of a task, in order of registration. */
  List<Model> modelsOf(String taskKey, String output) {
    return models.values().stream()
        .filter(model -> model.getComputeTaskKey().equals(taskKey))
        .filter(model -> output.equals(outputOfModel.get(model.getKey())))
        .toList();
  }

  /** The tasks that take an output of this one, in order of registration. */
  List<ComputeTask> childrenOf(String taskKey) {
    return tasks.values().stream()
        .filter(task -> TaskGraph.parents(task.getInputsList()).contains(taskKey))
        .toList();
  }

  /** In order of creation date, then key. */
  static <T> List<T> sorted(
      Collection<T> assets, Function<T, Timestamp> date, Function<T, String> key) {
    return assets.stream().sorted(Comparator.comparing(date, BY_TIME).thenComparing(key)).toList();
  }
}
