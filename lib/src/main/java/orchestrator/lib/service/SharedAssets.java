package orchestrator.lib.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.lib.error.Kind;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.Organization;

/** What the tasks of one registration have in common; each asset is read once a call. */
final class SharedAssets {
  final Cache<ComputePlan> plans;
  final Cache<Function> functions;
  final Cache<DataManager> managers;
  final Cache<DataSample> samples;
  final Cache<Model> models;
  final Cache<Organization> organizations;

  /** Parents: tasks of before, and those that the call has registered so far. */
  final Cache<ComputeTask> tasks;

  private final Transaction transaction;
  private final Map<String, Optional<Model>> disabledModels = new HashMap<>();

  SharedAssets(Transaction transaction) {
    this.transaction = transaction;
    plans = new Cache<>(transaction, Tables.PLANS, Kind.COMPUTE_PLAN);
    functions = new Cache<>(transaction, Tables.FUNCTIONS, Kind.FUNCTION);
    managers = new Cache<>(transaction, Tables.DATA_MANAGERS, Kind.DATA_MANAGER);
    samples = new Cache<>(transaction, Tables.DATA_SAMPLES, Kind.DATA_SAMPLE);
    models = new Cache<>(transaction, Tables.MODELS, Kind.MODEL);
    organizations = new Cache<>(transaction, Tables.ORGANIZATIONS, Kind.ORGANIZATION);
    tasks = new Cache<>(transaction, Tables.TASKS, Kind.COMPUTE_TASK);
  }

  /** The oldest model of the task that has lost its address. */
  Optional<Model> disabledModel(String task) {
    return disabledModels.computeIfAbsent(
        task,
        key ->
            Tables.MODELS
                .query(transaction.database())
                .where(Tables.MODELS_BY_TASK, key)
                .all()
                .stream()
                .filter(model -> !model.hasAddress())
                .findFirst());
  }
}
