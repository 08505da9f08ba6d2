package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionOutput;
import orchestrator.proto.Model;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.NewComputeTaskOutput;
import orchestrator.proto.Permission;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;

/** Registers compute tasks: all of a request, or none. */
final class TaskRegistration {
  private TaskRegistration() {}

  static RegisterTasksResponse register(Call call, RegisterTasksParam request) {
    if (request.getTasksCount() == 0) {
      throw Refusal.exactly(ErrorCode.OE0003, "no task to register");
    }
    request.getTasksList().forEach(TaskValidation::check);
    Set<String> keys = new HashSet<>();
    for (NewComputeTask task : request.getTasksList()) {
      if (!keys.add(task.getKey())) {
        throw Refusal.conflict(Kind.TASK, task.getKey());
      }
    }
    Refusal.throwAny(
        keys.stream()
            .filter(call.state().tasks::containsKey)
            .map(key -> Refusal.conflict(Kind.TASK, key))
            .toList());
    RegisterTasksResponse.Builder answer = RegisterTasksResponse.newBuilder();
    for (NewComputeTask task : TaskGraph.sorted(request.getTasksList(), call.state().tasks)) {
      answer.addTasks(registerOne(call, task));
    }
    return answer.build();
  }

  private static ComputeTask registerOne(Call call, NewComputeTask request) {
    State state = call.state();
    ComputePlan plan = Lookup.find(state.plans, Kind.PLAN, request.getComputePlanKey());
    if (!call.isRequester(plan.getOwner())) {
      throw Refusal.exactly(
          ErrorCode.OE0102, "Cannot register tasks to a compute plan you don't own");
    }
    Function function = Lookup.find(state.functions, Kind.FUNCTION, request.getFunctionKey());
    if (!Grants.mayProcess(function.getPermissions(), call.requester())) {
      throw Refusal.exactly(
          ErrorCode.OE0102, "not authorized to process function \"" + function.getKey() + "\"");
    }
    List<ComputeTask> parents =
        TaskGraph.parents(request.getInputsList()).stream().map(state.tasks::get).toList();
    checkDisabledModels(state, parents);
    for (NewComputeTaskOutput output : request.getOutputsMap().values()) {
      Refusal.throwAny(Grants.stranger(state, output.getPermissions()).stream().toList());
    }
    InputRules inputs = new InputRules(call, request, function);
    inputs.checkIdentifiers();
    String worker = inputs.worker();
    Lookup.find(state.organizations, Kind.ORGANIZATION, worker);
    inputs.check(worker);
    checkOutputs(request, function);

    ComputeTask.Builder task =
        ComputeTask.newBuilder()
            .setKey(request.getKey())
            .setOwner(call.requester())
            .setComputePlanKey(plan.getKey())
            .setFunctionKey(function.getKey())
            .setRank(parents.stream().mapToInt(parent -> parent.getRank() + 1).max().orElse(0))
            .setStatus(status(function, parents))
            .setWorker(worker)
            .setCreationDate(call.now())
            .setLogsPermission(logsPermission(call, inputs, parents))
            .putAllMetadata(request.getMetadataMap())
            .addAllInputs(request.getInputsList());
    request
        .getOutputsMap()
        .forEach(
            (identifier, output) ->
                task.putOutputs(
                    identifier,
                    ComputeTaskOutput.newBuilder()
                        .setPermissions(Grants.both(output.getPermissions(), call.requester()))
                        .setTransient(output.getTransient())
                        .build()));
    state.tasks.put(task.getKey(), task.build());
    call.created(Kind.TASK, task.getKey(), task.build());
    return task.build();
  }

  private static void checkDisabledModels(State state, List<ComputeTask> parents) {
    List<Refusal> refusals = new ArrayList<>();
    for (ComputeTask parent : parents) {
      for (Model model : state.models.values()) {
        if (parent.getStatus() == ComputeTaskStatus.STATUS_DONE
            && model.getComputeTaskKey().equals(parent.getKey())
            && !model.hasAddress()) {
          refusals.add(
              Refusal.exactly(
                  ErrorCode.OE0101, "Model \"" + model.getKey() + "\" has been disabled"));
        }
      }
    }
    Refusal.throwAny(refusals);
  }

  private static void checkOutputs(NewComputeTask request, Function function) {
    // Which of several is told is open.
    List<String> faults = new ArrayList<>();
    request
        .getOutputsMap()
        .forEach(
            (identifier, output) -> {
              FunctionOutput declared =
                  function.getOutputsOrDefault(identifier, FunctionOutput.getDefaultInstance());
              if (!function.containsOutputs(identifier)) {
                faults.add(
                    "unknown task output: this identifier was not declared in the Function: \""
                        + identifier
                        + "\"");
              } else if (declared.getKind() == AssetKind.ASSET_PERFORMANCE) {
                performanceFault(output)
                    .ifPresent(
                        fault ->
                            faults.add("invalid task output \"" + identifier + "\": " + fault));
              }
            });
    function.getOutputsMap().keySet().stream()
        .filter(identifier -> !request.containsOutputs(identifier))
        .forEach(
            identifier ->
                faults.add(
                    "missing task output: this identifier is required by the Function: \""
                        + identifier
                        + "\""));
    Refusal.throwAny(
        faults.stream()
            .map(
                fault ->
                    Refusal.exactly(
                        ErrorCode.OE0101, "invalid task " + request.getKey() + ", " + fault))
            .toList());
  }

  private static Optional<String> performanceFault(NewComputeTaskOutput output) {
    if (!output.getPermissions().getPublic()) {
      return Optional.of("a PERFORMANCE output should be public");
    }
    return output.getTransient()
        ? Optional.of("a PERFORMANCE output cannot be transient")
        : Optional.empty();
  }

  private static Permission logsPermission(
      Call call, InputRules inputs, List<ComputeTask> parents) {
    if (inputs.manager().isPresent()) {
      return inputs.manager().get().getLogsPermission();
    }
    List<Permission> permissions = new ArrayList<>();
    permissions.add(Permission.newBuilder().addAuthorizedIds(call.requester()).build());
    parents.forEach(parent -> permissions.add(parent.getLogsPermission()));
    return Grants.union(permissions);
  }

  private static ComputeTaskStatus status(Function function, List<ComputeTask> parents) {
    List<ComputeTaskStatus> statuses = parents.stream().map(ComputeTask::getStatus).toList();
    if (statuses.contains(ComputeTaskStatus.STATUS_FAILED)
        || statuses.contains(ComputeTaskStatus.STATUS_CANCELED)) {
      return ComputeTaskStatus.STATUS_CANCELED;
    }
    return switch (function.getStatus()) {
      case FUNCTION_STATUS_WAITING -> ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
      case FUNCTION_STATUS_BUILDING -> ComputeTaskStatus.STATUS_BUILDING;
      case FUNCTION_STATUS_FAILED -> ComputeTaskStatus.STATUS_FAILED;
      case FUNCTION_STATUS_CANCELED -> ComputeTaskStatus.STATUS_CANCELED;
      default ->
          statuses.stream().allMatch(status -> status == ComputeTaskStatus.STATUS_DONE)
              ? ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
              : ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;
    };
  }
}
