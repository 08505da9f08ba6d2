package orchestrator.e2e.model;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataSample;
import orchestrator.proto.Dataset;
import orchestrator.proto.Function;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.GetComputeTaskModelsResponse;
import orchestrator.proto.GetDatasetParam;
import orchestrator.proto.Model;
import orchestrator.proto.Performance;
import orchestrator.proto.QueryDataManagersParam;
import orchestrator.proto.QueryDataManagersResponse;
import orchestrator.proto.QueryDataSamplesParam;
import orchestrator.proto.QueryDataSamplesResponse;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPerformancesResponse;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;

/** Answers the lists. Those that come in pages are answered whole here, without a token. */
final class Queries {
  private Queries() {}

  static Dataset dataset(Call call, GetDatasetParam request) {
    String key = Lookup.lower(request.getKey());
    DataManager manager = Lookup.find(call.state().managers, Kind.DATA_MANAGER, key);
    return Dataset.newBuilder()
        .setDataManager(manager)
        .addAllDataSampleKeys(
            samples(call.state()).stream()
                .filter(sample -> sample.getDataManagerKeysList().contains(key))
                .map(DataSample::getKey)
                .toList())
        .build();
  }

  private static List<DataSample> samples(State state) {
    return State.sorted(state.samples.values(), DataSample::getCreationDate, DataSample::getKey);
  }

  static GetComputeTaskModelsResponse models(Call call, GetComputeTaskModelsParam request) {
    String key = Lookup.lower(request.getComputeTaskKey());
    return GetComputeTaskModelsResponse.newBuilder()
        .addAllModels(
            State.sorted(call.state().models.values(), Model::getCreationDate, Model::getKey)
                .stream()
                .filter(model -> model.getComputeTaskKey().equals(key))
                .toList())
        .build();
  }

  static QueryFunctionsResponse functions(Call call, QueryFunctionsParam request) {
    String plan = Lookup.lower(request.getFilter().getComputePlanKey());
    Set<String> used =
        call.state().tasks.values().stream()
            .filter(task -> task.getComputePlanKey().equals(plan))
            .map(ComputeTask::getFunctionKey)
            .collect(Collectors.toSet());
    return QueryFunctionsResponse.newBuilder()
        .addAllFunctions(
            State.sorted(
                    call.state().functions.values(), Function::getCreationDate, Function::getKey)
                .stream()
                .filter(function -> plan.isEmpty() || used.contains(function.getKey()))
                .toList())
        .build();
  }

  static QueryDataManagersResponse managers(Call call, QueryDataManagersParam request) {
    return QueryDataManagersResponse.newBuilder()
        .addAllDataManagers(
            State.sorted(
                call.state().managers.values(), DataManager::getCreationDate, DataManager::getKey))
        .build();
  }

  static QueryDataSamplesResponse samples(Call call, QueryDataSamplesParam request) {
    List<String> keys = request.getFilter().getKeysList().stream().map(Lookup::lower).toList();
    return QueryDataSamplesResponse.newBuilder()
        .addAllDataSamples(
            samples(call.state()).stream()
                .filter(sample -> keys.isEmpty() || keys.contains(sample.getKey()))
                .toList())
        .build();
  }

  static QueryPlansResponse plans(Call call, QueryPlansParam request) {
    return QueryPlansResponse.newBuilder()
        .addAllPlans(
            State.sorted(
                    call.state().plans.values(), ComputePlan::getCreationDate, ComputePlan::getKey)
                .stream()
                .filter(plan -> matches(request.getFilter().getOwner(), plan.getOwner()))
                .toList())
        .build();
  }

  static QueryTasksResponse tasks(Call call, QueryTasksParam request) {
    var filter = request.getFilter();
    boolean anyStatus = filter.getStatus() == ComputeTaskStatus.STATUS_UNKNOWN;
    return QueryTasksResponse.newBuilder()
        .addAllTasks(
            State.sorted(
                    call.state().tasks.values(), ComputeTask::getCreationDate, ComputeTask::getKey)
                .stream()
                .filter(task -> matches(filter.getWorker(), task.getWorker()))
                .filter(task -> matchesKey(filter.getComputePlanKey(), task.getComputePlanKey()))
                .filter(task -> matchesKey(filter.getFunctionKey(), task.getFunctionKey()))
                .filter(task -> anyStatus || filter.getStatus() == task.getStatus())
                .toList())
        .build();
  }

  static QueryPerformancesResponse performances(Call call, QueryPerformancesParam request) {
    var filter = request.getFilter();
    Comparator<Performance> byKeyDescending =
        Comparator.comparing(Performance::getComputeTaskKey).reversed();
    return QueryPerformancesResponse.newBuilder()
        .addAllPerformances(
            call.state().performances.values().stream()
                .filter(p -> matchesKey(filter.getComputeTaskKey(), p.getComputeTaskKey()))
                .filter(
                    p ->
                        matches(
                            filter.getComputeTaskOutputIdentifier(),
                            p.getComputeTaskOutputIdentifier()))
                .sorted(
                    Comparator.comparing(Performance::getCreationDate, State.BY_TIME)
                        .thenComparing(byKeyDescending))
                .toList())
        .build();
  }

  /** The same for a key, which counts in lower and upper case. */
  private static boolean matchesKey(String wanted, String actual) {
    return matches(Lookup.lower(wanted), actual);
  }

  /** Whether a filter's field, empty for any, lets a value pass. */
  private static boolean matches(String wanted, String actual) {
    return wanted.isEmpty() || wanted.equals(actual);
  }
}
