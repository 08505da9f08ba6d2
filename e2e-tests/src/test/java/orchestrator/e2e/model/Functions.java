package orchestrator.e2e.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import orchestrator.proto.Addressable;
import orchestrator.proto.ApplyFunctionActionParam;
import orchestrator.proto.ApplyFunctionActionResponse;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.NewFunction;
import orchestrator.proto.UpdateFunctionParam;
import orchestrator.proto.UpdateFunctionResponse;

/** Answers the calls about functions. */
final class Functions {
  static final String USER_ACTION = "User action";

  private Functions() {}

  static Function register(Call call, NewFunction request) {
    Validation.check(request);
    Refusal.throwAny(Refusal.conflicts(call.state().functions, Kind.FUNCTION, request.getKey()));
    List<Refusal> refusals = new ArrayList<>();
    call.unregistered().ifPresent(refusals::add);
    Grants.stranger(call.state(), request.getNewPermissions()).ifPresent(refusals::add);
    Refusal.throwAny(refusals);
    Function function =
        Function.newBuilder()
            .setKey(request.getKey())
            .setName(request.getName())
            .setDescription(request.getDescription())
            .setArchive(request.getArchive())
            .setPermissions(Grants.both(request.getNewPermissions(), call.requester()))
            .setOwner(call.requester())
            .setCreationDate(call.now())
            .putAllMetadata(request.getMetadataMap())
            .putAllInputs(request.getInputsMap())
            .putAllOutputs(request.getOutputsMap())
            .setStatus(FunctionStatus.FUNCTION_STATUS_WAITING)
            .setImage(Addressable.getDefaultInstance())
            .build();
    call.state().functions.put(function.getKey(), function);
    call.created(Kind.FUNCTION, function.getKey(), function);
    return function;
  }

  static UpdateFunctionResponse update(Call call, UpdateFunctionParam request) {
    Validation.check(request);
    Function function = Lookup.find(call.state().functions, Kind.FUNCTION, request.getKey());
    if (!call.isRequester(function.getOwner())) {
      throw Refusal.exactly(ErrorCode.OE0102, "requester does not own the function");
    }
    Function.Builder updated = function.toBuilder().setName(request.getName());
    if (Validation.isImage(request.getImage())) {
      updated.setImage(request.getImage());
    }
    if (function.getStatus() == FunctionStatus.FUNCTION_STATUS_READY
        && updated.getImage().getChecksum().isEmpty()) {
      throw Refusal.exactly(
          ErrorCode.OE0101,
          "function is not valid: Image checksum should not be empty when function status is ready");
    }
    call.state().functions.put(function.getKey(), updated.build());
    call.updated(Kind.FUNCTION, function.getKey(), updated.build());
    return UpdateFunctionResponse.getDefaultInstance();
  }

  static ApplyFunctionActionResponse apply(Call call, ApplyFunctionActionParam request) {
    switch (request.getAction()) {
      case FUNCTION_ACTION_UNKNOWN, UNRECOGNIZED ->
          throw Refusal.exactly(ErrorCode.OE0003, "unsupported action");
      default -> {}
    }
    String key = Lookup.lower(request.getFunctionKey());
    Function function = Lookup.find(call.state().functions, Kind.FUNCTION, key);
    if (!call.isRequester(function.getOwner())) {
      throw Refusal.exactly(ErrorCode.OE0102, "only function owner can update it");
    }
    switch (request.getAction()) {
      case FUNCTION_ACTION_BUILDING -> build(call, function);
      case FUNCTION_ACTION_READY -> ready(call, function);
      case FUNCTION_ACTION_CANCELED -> cancel(call, function);
      default -> fail(call, function, USER_ACTION);
    }
    return ApplyFunctionActionResponse.getDefaultInstance();
  }

  private static void build(Call call, Function function) {
    allow(function, "transitionBuilding", FunctionStatus.FUNCTION_STATUS_WAITING);
    change(call, function, FunctionStatus.FUNCTION_STATUS_BUILDING, USER_ACTION);
    for (ComputeTask task :
        tasksOf(call, function, ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT)) {
      Tasks.change(call, task, ComputeTaskStatus.STATUS_BUILDING, USER_ACTION);
    }
  }

  private static void ready(Call call, Function function) {
    allow(function, "transitionReady", FunctionStatus.FUNCTION_STATUS_BUILDING);
    change(call, function, FunctionStatus.FUNCTION_STATUS_READY, USER_ACTION);
    String reason = "Function " + function.getKey() + " finished building";
    for (ComputeTask task : tasksOf(call, function, ComputeTaskStatus.STATUS_BUILDING)) {
      Tasks.change(
          call,
          task,
          Tasks.parentsDone(call.state(), task)
              ? ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT
              : ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS,
          reason);
    }
  }

  private static void cancel(Call call, Function function) {
    allow(
        function,
        "transitionCanceled",
        FunctionStatus.FUNCTION_STATUS_WAITING,
        FunctionStatus.FUNCTION_STATUS_BUILDING);
    change(call, function, FunctionStatus.FUNCTION_STATUS_CANCELED, USER_ACTION);
    for (ComputeTask task :
        tasksOf(
            call,
            function,
            ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT,
            ComputeTaskStatus.STATUS_BUILDING)) {
      Tasks.change(call, task, ComputeTaskStatus.STATUS_CANCELED, USER_ACTION);
    }
  }

  /** Fails the function and its tasks that are being built. */
  static void fail(Call call, Function function, String reason) {
    allow(function, "transitionFailed", FunctionStatus.FUNCTION_STATUS_BUILDING);
    change(call, function, FunctionStatus.FUNCTION_STATUS_FAILED, reason);
    for (ComputeTask task : tasksOf(call, function, ComputeTaskStatus.STATUS_BUILDING)) {
      Tasks.change(call, task, ComputeTaskStatus.STATUS_FAILED, reason);
    }
  }

  private static void allow(Function function, String transition, FunctionStatus... from) {
    if (!Set.of(from).contains(function.getStatus())) {
      throw Refusal.exactly(
          ErrorCode.OE0104,
          "event " + transition + " inappropriate in current state " + function.getStatus());
    }
  }

  private static void change(Call call, Function function, FunctionStatus to, String reason) {
    Function changed = function.toBuilder().setStatus(to).build();
    call.state().functions.put(changed.getKey(), changed);
    call.updated(Kind.FUNCTION, changed.getKey(), changed, reason);
  }

  private static List<ComputeTask> tasksOf(
      Call call, Function function, ComputeTaskStatus... statuses) {
    return State.sorted(
            call.state().tasks.values(), ComputeTask::getCreationDate, ComputeTask::getKey)
        .stream()
        .filter(task -> task.getFunctionKey().equals(function.getKey()))
        .filter(task -> Set.of(statuses).contains(task.getStatus()))
        .toList();
  }
}
