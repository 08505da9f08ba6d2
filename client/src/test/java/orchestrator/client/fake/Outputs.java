package orchestrator.client.fake;

import io.grpc.stub.StreamObserver;
import java.util.Optional;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetComputeTaskModelsResponse;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPerformancesResponse;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterModelsResponse;

/** Models, and performances in a service of their own. */
final class Outputs extends ModelServiceGrpc.ModelServiceImplBase {
  private final State state;

  Outputs(State state) {
    this.state = state;
  }

  @Override
  public void registerModel(NewModel asked, StreamObserver<Model> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          check(asked);
          return add(asked);
        });
  }

  @Override
  public void registerModels(
      RegisterModelsParam asked, StreamObserver<RegisterModelsResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          asked.getModelsList().forEach(this::check);
          return RegisterModelsResponse.newBuilder()
              .addAllModels(asked.getModelsList().stream().map(this::add).toList())
              .build();
        });
  }

  private void check(NewModel asked) {
    checkExecuting(state, asked.getComputeTaskKey(), "model");
    if (state.models.containsKey(asked.getKey())) {
      throw Refusal.conflict("model", asked.getKey());
    }
  }

  private Model add(NewModel asked) {
    Model model =
        Model.newBuilder()
            .setKey(asked.getKey())
            .setComputeTaskKey(asked.getComputeTaskKey())
            .setAddress(asked.getAddress())
            .setOwner(State.OWNER)
            .build();
    state.models.put(model.getKey(), model);
    state.event(State.event(AssetKind.ASSET_MODEL, model.getKey()).setModel(model));
    state.event(
        State.event(AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET, asked.getComputeTaskKey())
            .setComputeTaskOutputAsset(
                ComputeTaskOutputAsset.newBuilder()
                    .setComputeTaskKey(asked.getComputeTaskKey())
                    .setComputeTaskOutputIdentifier(asked.getComputeTaskOutputIdentifier())
                    .setAssetKind(AssetKind.ASSET_MODEL)
                    .setAssetKey(asked.getKey())));
    return model;
  }

  private static void checkExecuting(State state, String key, String what) {
    ComputeTask task =
        Optional.ofNullable(state.tasks.get(key))
            .orElseThrow(() -> Refusal.notFound("computetask", key));
    if (task.getStatus() != ComputeTaskStatus.STATUS_EXECUTING) {
      throw Refusal.badStatus(what, task.getStatus().name());
    }
  }

  @Override
  public void getModel(GetModelParam asked, StreamObserver<Model> observer) {
    Answers.answer(
        state,
        observer,
        () ->
            Optional.ofNullable(state.models.get(asked.getKey()))
                .orElseThrow(() -> Refusal.notFound("model", asked.getKey())));
  }

  @Override
  public void getComputeTaskOutputModels(
      GetComputeTaskModelsParam asked, StreamObserver<GetComputeTaskModelsResponse> observer) {
    Answers.answer(
        state,
        observer,
        () ->
            GetComputeTaskModelsResponse.newBuilder()
                .addAllModels(
                    state.models.values().stream()
                        .filter(m -> m.getComputeTaskKey().equals(asked.getComputeTaskKey()))
                        .toList())
                .build());
  }

  static final class Performances extends PerformanceServiceGrpc.PerformanceServiceImplBase {
    private final State state;

    Performances(State state) {
      this.state = state;
    }

    @Override
    public void registerPerformance(NewPerformance asked, StreamObserver<Performance> observer) {
      Answers.answer(
          state,
          observer,
          () -> {
            checkExecuting(state, asked.getComputeTaskKey(), "performance");
            String key = asked.getComputeTaskKey() + "|" + asked.getComputeTaskOutputIdentifier();
            if (state.performances.containsKey(key)) {
              throw Refusal.conflict("performance", key);
            }
            Performance performance =
                Performance.newBuilder()
                    .setComputeTaskKey(asked.getComputeTaskKey())
                    .setComputeTaskOutputIdentifier(asked.getComputeTaskOutputIdentifier())
                    .setPerformanceValue(asked.getPerformanceValue())
                    .build();
            state.performances.put(key, performance);
            return performance;
          });
    }

    @Override
    public void queryPerformances(
        QueryPerformancesParam asked, StreamObserver<QueryPerformancesResponse> observer) {
      String task = asked.getFilter().getComputeTaskKey();
      Answers.answer(
          state,
          observer,
          () ->
              QueryPerformancesResponse.newBuilder()
                  .addAllPerformances(
                      state.performances.values().stream()
                          .filter(p -> p.getComputeTaskKey().equals(task))
                          .toList())
                  .build());
    }
  }
}
