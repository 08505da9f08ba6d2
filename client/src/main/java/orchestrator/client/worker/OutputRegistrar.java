package orchestrator.client.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;
import orchestrator.proto.GetComputeTaskModelsParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewModel;
import orchestrator.proto.NewPerformance;
import orchestrator.proto.Performance;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryPerformancesParam;
import orchestrator.proto.QueryPerformancesResponse;

/** Registers the outputs of one try of a task, behind what earlier tries have registered. */
final class OutputRegistrar {
  private final OrchestratorClient client;
  private final String task;
  private final Map<String, List<Model>> models;
  private final Map<String, Performance> performances;

  /** How many models of each output this try has registered or met. */
  private final Map<String, Integer> given = new HashMap<>();

  private OutputRegistrar(
      OrchestratorClient client,
      String task,
      Map<String, List<Model>> models,
      Map<String, Performance> performances) {
    this.client = client;
    this.task = task;
    this.models = models;
    this.performances = performances;
  }

  /** For a task that nobody has computed before. */
  static OutputRegistrar fresh(OrchestratorClient client, String task) {
    return new OutputRegistrar(client, task, new HashMap<>(), new HashMap<>());
  }

  /** For a task that may have outputs already. */
  static OutputRegistrar resumed(OrchestratorClient client, String task) {
    Map<String, Model> byKey =
        client
            .call(
                ModelServiceGrpc.getGetComputeTaskOutputModelsMethod(),
                GetComputeTaskModelsParam.newBuilder().setComputeTaskKey(task).build())
            .getModelsList()
            .stream()
            .collect(Collectors.toMap(Model::getKey, Function.identity()));
    Map<String, List<Model>> models = new HashMap<>();
    client
        .taskOutputs(task)
        .forEach(
            (output, keys) ->
                models.put(
                    output,
                    keys.stream()
                        .filter(byKey::containsKey)
                        .map(byKey::get)
                        .collect(Collectors.toCollection(ArrayList::new))));
    QueryPerformancesParam ofTask =
        QueryPerformancesParam.newBuilder()
            .setFilter(PerformanceQueryFilter.newBuilder().setComputeTaskKey(task))
            .build();
    Map<String, Performance> performances =
        client
            .pages(
                PerformanceServiceGrpc.getQueryPerformancesMethod(),
                ofTask,
                QueryPerformancesResponse::getPerformancesList)
            .collect(
                Collectors.toMap(Performance::getComputeTaskOutputIdentifier, Function.identity()));
    return new OutputRegistrar(client, task, models, performances);
  }

  synchronized List<Model> models(String output) {
    return List.copyOf(models.getOrDefault(output, List.of()));
  }

  synchronized Model model(String output, Addressable address) {
    List<Model> there = models.computeIfAbsent(output, any -> new ArrayList<>());
    int index = given.merge(output, 1, Integer::sum) - 1;
    if (index < there.size()) {
      return there.get(index);
    }
    NewModel asked =
        NewModel.newBuilder()
            .setKey(Keys.random())
            .setComputeTaskKey(task)
            .setComputeTaskOutputIdentifier(output)
            .setAddress(address)
            .build();
    Model model = client.call(ModelServiceGrpc.getRegisterModelMethod(), asked);
    there.add(model);
    return model;
  }

  synchronized Performance performance(String output, float value) {
    return Optional.ofNullable(performances.get(output))
        .orElseGet(
            () -> {
              NewPerformance asked =
                  NewPerformance.newBuilder()
                      .setComputeTaskKey(task)
                      .setComputeTaskOutputIdentifier(output)
                      .setPerformanceValue(value)
                      .build();
              Performance registered =
                  client.call(PerformanceServiceGrpc.getRegisterPerformanceMethod(), asked);
              performances.put(output, registered);
              return registered;
            });
  }
}
