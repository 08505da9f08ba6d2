package orchestrator.client.fake;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskInputAsset;
import orchestrator.proto.ComputeTaskOutput;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DisableOutputParam;
import orchestrator.proto.DisableOutputResponse;
import orchestrator.proto.GetTaskInputAssetsParam;
import orchestrator.proto.GetTaskInputAssetsResponse;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.NewComputeTask;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.RegisterTasksParam;
import orchestrator.proto.RegisterTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Tasks that may run at once, without regard to their parents. */
final class Tasks extends ComputeTaskServiceGrpc.ComputeTaskServiceImplBase {
  private static final Map<ComputeTaskAction, ComputeTaskStatus> FROM =
      Map.of(
          ComputeTaskAction.TASK_ACTION_EXECUTING,
          ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT,
          ComputeTaskAction.TASK_ACTION_DONE,
          ComputeTaskStatus.STATUS_EXECUTING);
  private static final Map<ComputeTaskAction, ComputeTaskStatus> TO =
      Map.of(
          ComputeTaskAction.TASK_ACTION_EXECUTING, ComputeTaskStatus.STATUS_EXECUTING,
          ComputeTaskAction.TASK_ACTION_DONE, ComputeTaskStatus.STATUS_DONE);

  private final State state;

  Tasks(State state) {
    this.state = state;
  }

  /** Lists the tasks in the order of the request, which callers here make that of registration. */
  @Override
  public void registerTasks(
      RegisterTasksParam asked, StreamObserver<RegisterTasksResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          List<ComputeTask> added = new ArrayList<>();
          for (NewComputeTask task : asked.getTasksList()) {
            if (state.tasks.containsKey(task.getKey())) {
              throw Refusal.conflict("computetask", task.getKey());
            }
            added.add(of(task));
          }
          added.forEach(state::put);
          return RegisterTasksResponse.newBuilder().addAllTasks(added).build();
        });
  }

  private static ComputeTask of(NewComputeTask asked) {
    ComputeTask.Builder task =
        ComputeTask.newBuilder()
            .setKey(asked.getKey())
            .setOwner(State.OWNER)
            .setWorker(asked.getWorker())
            .setFunctionKey(asked.getFunctionKey())
            .setComputePlanKey(asked.getComputePlanKey())
            .putAllMetadata(asked.getMetadataMap())
            .addAllInputs(asked.getInputsList())
            .setStatus(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    asked
        .getOutputsMap()
        .forEach(
            (identifier, output) ->
                task.putOutputs(
                    identifier,
                    ComputeTaskOutput.newBuilder()
                        .setPermissions(State.both(output.getPermissions()))
                        .setTransient(output.getTransient())
                        .build()));
    return task.build();
  }

  @Override
  public void getTask(GetTaskParam asked, StreamObserver<ComputeTask> observer) {
    Answers.answer(state, observer, () -> get(asked.getKey()));
  }

  private ComputeTask get(String key) {
    return Optional.ofNullable(state.tasks.get(key))
        .orElseThrow(() -> Refusal.notFound("computetask", key));
  }

  @Override
  public void queryTasks(QueryTasksParam asked, StreamObserver<QueryTasksResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          Answers.Page<ComputeTask> page =
              Answers.page(
                  state.tasks.values().stream()
                      .filter(task -> matches(task, asked.getFilter()))
                      .toList(),
                  asked.getPageToken(),
                  asked.getPageSize());
          return QueryTasksResponse.newBuilder()
              .addAllTasks(page.items())
              .setNextPageToken(page.next())
              .build();
        });
  }

  private static boolean matches(ComputeTask task, TaskQueryFilter filter) {
    return (filter.getWorker().isEmpty() || filter.getWorker().equals(task.getWorker()))
        && (filter.getStatus() == ComputeTaskStatus.STATUS_UNKNOWN
            || filter.getStatus() == task.getStatus())
        && (filter.getComputePlanKey().isEmpty()
            || filter.getComputePlanKey().equals(task.getComputePlanKey()));
  }

  @Override
  public void applyTaskAction(
      ApplyTaskActionParam asked, StreamObserver<ApplyTaskActionResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          ComputeTask task = get(asked.getComputeTaskKey());
          if (task.getStatus() != FROM.get(asked.getAction())) {
            throw Refusal.transition("transition", task.getStatus().name());
          }
          state.put(task.toBuilder().setStatus(TO.get(asked.getAction())).build());
          return ApplyTaskActionResponse.getDefaultInstance();
        });
  }

  @Override
  public void disableOutput(
      DisableOutputParam asked, StreamObserver<DisableOutputResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          if (!state.disabled.add(asked.getComputeTaskKey() + "|" + asked.getIdentifier())) {
            throw Refusal.outputDisabled();
          }
          state.models.replaceAll(
              (key, model) ->
                  model.getComputeTaskKey().equals(asked.getComputeTaskKey())
                      ? model.toBuilder().clearAddress().build()
                      : model);
          return DisableOutputResponse.getDefaultInstance();
        });
  }

  @Override
  public void getTaskInputAssets(
      GetTaskInputAssetsParam asked, StreamObserver<GetTaskInputAssetsResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          GetTaskInputAssetsResponse.Builder assets = GetTaskInputAssetsResponse.newBuilder();
          for (ComputeTaskInput input : get(asked.getComputeTaskKey()).getInputsList()) {
            ComputeTaskInputAsset.Builder asset =
                ComputeTaskInputAsset.newBuilder().setIdentifier(input.getIdentifier());
            Optional.ofNullable(state.managers.get(input.getAssetKey()))
                .ifPresent(asset::setDataManager);
            Optional.ofNullable(state.samples.get(input.getAssetKey()))
                .ifPresent(asset::setDataSample);
            Optional.ofNullable(state.models.get(input.getAssetKey())).ifPresent(asset::setModel);
            assets.addAssets(asset);
          }
          return assets.build();
        });
  }
}
