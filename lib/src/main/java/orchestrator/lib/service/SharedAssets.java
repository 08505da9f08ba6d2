package orchestrator.lib.service;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.lib.asset.PermissionRules;
import orchestrator.lib.persistence.Outputs;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;
import orchestrator.proto.Permission;

/** Reads what the tasks of one registration have in common, each asset once a call. */
final class SharedAssets {
  final Cache<ComputePlan> plans;
  final Cache<Function> functions;
  final Cache<DataManager> managers;
  final Cache<DataSample> samples;
  final Cache<Model> models;
  final Cache<Organization> organizations;

  /** Parents: tasks of before, in brief, and those that the call has registered so far. */
  final Cache<ComputeTask> tasks;

  private final Transaction transaction;
  private final LongLists lists = new LongLists();
  private final Map<String, Optional<Model>> disabledModels = new HashMap<>();
  private final Map<String, List<String>> requiredInputs = new HashMap<>();

  SharedAssets(Transaction transaction) {
    this.transaction = transaction;
    plans = new Cache<>(transaction, Tables.PLANS);
    functions = new Cache<>(transaction, Tables.FUNCTIONS);
    managers = new Cache<>(transaction, Tables.DATA_MANAGERS);
    samples = new Cache<>(transaction, Tables.DATA_SAMPLES);
    models = new Cache<>(transaction, Tables.MODELS);
    organizations = new Cache<>(transaction, Tables.ORGANIZATIONS);
    tasks = new Cache<>(transaction, Tables.TASKS, Tables.TASKS::brief);
  }

  /** As {@link PermissionRules#canProcess}, for a permission of an asset from here. */
  boolean canProcess(Permission permission, String organization) {
    return PermissionRules.canProcess(permission, organization, lists::contains);
  }

  /** True if the sample has the manager. */
  boolean isManagedBy(DataSample sample, DataManager manager) {
    return lists.contains(sample.getDataManagerKeysList(), manager.getKey());
  }

  /** The inputs that each task of the function must have, in their natural order. */
  List<String> requiredInputs(Function function) {
    return requiredInputs.computeIfAbsent(
        function.getKey(),
        key ->
            function.getInputsMap().entrySet().stream()
                .filter(input -> !input.getValue().getOptional())
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
  }

  /**
   * A model of the task that has lost its address: the oldest of those that are the first of their
   * output. All models of an output lose it together, so that one of each tells, and only those of
   * transient outputs can.
   */
  Optional<Model> disabledModel(ComputeTask task) {
    return disabledModels.computeIfAbsent(
        task.getKey(),
        key ->
            task.getOutputsMap().entrySet().stream()
                .filter(output -> output.getValue().getTransient())
                .flatMap(output -> firstModel(key, output.getKey()).stream())
                .filter(model -> !model.hasAddress())
                .min(Comparator.comparing(model -> Tables.MODELS.place(model.getKey(), model))));
  }

  private Optional<Model> firstModel(String task, String output) {
    return Outputs.first(transaction.database(), task, output)
        .flatMap(asset -> Tables.MODELS.get(transaction.database(), asset.getAssetKey()));
  }
}
