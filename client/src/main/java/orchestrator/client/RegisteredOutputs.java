package orchestrator.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.RegisterModelsParam;
import orchestrator.proto.RegisterModelsResponse;

/**
 * Evidence that outputs of a task had been registered. The task may have ended since, which is
 * checked before the conflict is, so that a refusal for its status is worth a look too.
 */
final class RegisteredOutputs {
  private RegisteredOutputs() {}

  static Optional<Model> model(
      NewModel asked, OrchestratorException refusal, RetryingCaller reader) {
    return isAboutOutput(refusal)
        ? found(List.of(asked), reader).map(models -> models.get(0))
        : Optional.empty();
  }

  static Optional<RegisterModelsResponse> models(
      RegisterModelsParam asked, OrchestratorException refusal, RetryingCaller reader) {
    return isAboutOutput(refusal)
        ? found(asked.getModelsList(), reader)
            .map(models -> RegisterModelsResponse.newBuilder().addAllModels(models).build())
        : Optional.empty();
  }

  static Optional<Performance> performance(
      NewPerformance asked, OrchestratorException refusal, RetryingCaller reader) {
    if (!isAboutOutput(refusal)) {
      return Optional.empty();
    }
    QueryPerformancesParam query =
        QueryPerformancesParam.newBuilder()
            .setFilter(
                PerformanceQueryFilter.newBuilder()
                    .setComputeTaskKey(asked.getComputeTaskKey())
                    .setComputeTaskOutputIdentifier(asked.getComputeTaskOutputIdentifier()))
            .build();
    return reader
        .call(PerformanceServiceGrpc.getQueryPerformancesMethod(), query)
        .getPerformancesList()
        .stream()
        .filter(
            found -> Float.compare(found.getPerformanceValue(), asked.getPerformanceValue()) == 0)
        .findFirst();
  }

  private static boolean isAboutOutput(OrchestratorException refusal) {
    return refusal.is(ErrorCode.CONFLICT) || refusal.is(ErrorCode.PRECONDITION);
  }

  private static Optional<List<Model>> found(List<NewModel> asked, RetryingCaller reader) {
    List<Model> found = new ArrayList<>();
    for (NewModel model : asked) {
      Model there =
          reader.call(
              ModelServiceGrpc.getGetModelMethod(),
              GetModelParam.newBuilder().setKey(model.getKey()).build());
      if (!isSame(there, model, reader)) {
        return Optional.empty();
      }
      found.add(there);
    }
    return Optional.of(found);
  }

  private static boolean isSame(Model found, NewModel asked, RetryingCaller reader) {
    return found.getOwner().equals(reader.organization())
        && found.getComputeTaskKey().equals(asked.getComputeTaskKey())
        && found.getAddress().equals(asked.getAddress())
        && TaskOutputs.keys(reader, asked.getComputeTaskKey())
            .getOrDefault(asked.getComputeTaskOutputIdentifier(), List.of())
            .contains(asked.getKey());
  }
}
