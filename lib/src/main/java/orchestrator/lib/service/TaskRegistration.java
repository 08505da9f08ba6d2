package orchestrator.lib.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.lib.asset.Validator;
import orchestrator.lib.error.Errors;
import orchestrator.lib.persistence.Children;
import orchestrator.lib.persistence.Tables;
import orchestrator.lib.transaction.Transaction;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.Function;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.RegisterTasksParam;

/** Registers the tasks of one call. */
final class TaskRegistration {
  private final Transaction transaction;
  private final SharedAssets assets;
  private final Set<List<String>> linkedFunctions = new HashSet<>();

  TaskRegistration(Transaction transaction) {
    this.transaction = transaction;
    this.assets = new SharedAssets(transaction);
  }

  /** Registers all tasks of the request, and gives them in the order in which it did so. */
  List<ComputeTask> register(RegisterTasksParam request) {
    if (request.getTasksCount() == 0) {
      throw Errors.precondition("no task to register");
    }
    Validator.check(request);
    requireUnused(request.getTasksList());
    List<ComputeTask> registered = new ArrayList<>(request.getTasksCount());
    for (NewComputeTask task : TaskGraph.sorted(request.getTasksList(), assets.tasks::contains)) {
      ComputeTask complete = complete(task);
      store(complete);
      registered.add(complete);
    }
    return registered;
  }

  private void requireUnused(List<NewComputeTask> tasks) {
    Set<String> keys = new HashSet<>();
    for (NewComputeTask task : tasks) {
      if (!keys.add(task.getKey())) {
        throw Tables.TASKS.alreadyExists(task.getKey());
      }
    }
    for (NewComputeTask task : tasks) {
      Lookup.requireUnused(transaction, Tables.TASKS, task.getKey());
    }
  }

  /** The task with all that it takes from others; the order of the checks is a promise. */
  private ComputeTask complete(NewComputeTask task) {
    String owner = transaction.requester();
    requireOwnPlan(task, owner);
    Function function = permittedFunction(task, owner);
    List<ComputeTask> parents = parents(task);
    Map<String, ComputeTaskOutput> outputs = NewTaskOutputs.of(task, owner, assets);
    TaskInputs inputs = new TaskInputs(assets, owner, task, function);
    inputs.requireKnown();
    Optional<DataManager> manager = inputs.manager();
    String worker = worker(task, manager);
    assets.organizations.find(worker);
    inputs.check(worker, manager);
    NewTaskOutputs.check(task.getKey(), outputs, function);
    return ComputeTask.newBuilder()
        .setKey(task.getKey())
        .setOwner(owner)
        .setComputePlanKey(task.getComputePlanKey())
        .setFunctionKey(task.getFunctionKey())
        .setRank(NewTaskDefaults.rank(parents))
        .setStatus(NewTaskDefaults.status(function, parents))
        .setWorker(worker)
        .setCreationDate(transaction.time())
        .setLogsPermission(NewTaskDefaults.logsPermission(manager, parents, owner))
        .putAllMetadata(task.getMetadataMap())
        .addAllInputs(task.getInputsList())
        .putAllOutputs(outputs)
        .build();
  }

  private void requireOwnPlan(NewComputeTask task, String requester) {
    ComputePlan plan = assets.plans.find(task.getComputePlanKey());
    if (!plan.getOwner().equals(requester)) {
      throw Errors.denied("Cannot register tasks to a compute plan you don't own");
    }
  }

  private Function permittedFunction(NewComputeTask task, String requester) {
    Function function = assets.functions.find(task.getFunctionKey());
    if (!assets.canProcess(function.getPermissions().getProcess(), requester)) {
      throw Errors.denied("not authorized to process function \"" + function.getKey() + "\"");
    }
    return function;
  }

  private List<ComputeTask> parents(NewComputeTask task) {
    List<ComputeTask> parents = new ArrayList<>();
    for (String key : Children.parents(task.getInputsList())) {
      ComputeTask parent = assets.tasks.find(key);
      parents.add(parent);
      if (parent.getStatus() == ComputeTaskStatus.STATUS_DONE) {
        assets
            .disabledModel(parent)
            .ifPresent(
                model -> {
                  throw Errors.invalid("Model \"" + model.getKey() + "\" has been disabled");
                });
      }
    }
    return parents;
  }

  private static String worker(NewComputeTask task, Optional<DataManager> manager) {
    String given = task.getWorker();
    if (manager.isEmpty()) {
      if (given.isEmpty()) {
        throw Errors.precondition("Worker cannot be inferred and must be explicitly set");
      }
      return given;
    }
    String owner = manager.get().getOwner();
    if (!given.isEmpty() && !given.equals(owner)) {
      throw Errors.precondition(
          "Specified worker \"%s\" does not match data manager owner: \"%s\""
              .formatted(given, owner));
    }
    return owner;
  }

  private void store(ComputeTask task) {
    assets.tasks.add(task.getKey(), task);
    if (linkedFunctions.add(List.of(task.getComputePlanKey(), task.getFunctionKey()))) {
      Function function = assets.functions.find(task.getFunctionKey());
      Tables.FUNCTIONS.link(
          transaction.database(),
          Tables.FUNCTIONS_BY_PLAN,
          task.getComputePlanKey(),
          function.getKey(),
          function);
    }
    Children.add(
        transaction.database(),
        EventLog.created(transaction, Tables.TASKS, task),
        parent -> assets.tasks.find(parent).getStatus() == ComputeTaskStatus.STATUS_DONE);
  }
}
