package orchestrator.cli.plan;

import java.util.HashMap;
import java.util.Map;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionQueryFilter;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;

/** Knows the names of functions by their keys; reads each once. */
final class FunctionNames {
  private static final int PAGE = 1000;

  private final OrchestratorClient client;
  private final Map<String, String> names = new HashMap<>();

  FunctionNames(OrchestratorClient client) {
    this.client = client;
  }

  /** Reads those that the tasks of a plan run. */
  void readOfPlan(String planKey) {
    client
        .pages(
            FunctionServiceGrpc.getQueryFunctionsMethod(),
            QueryFunctionsParam.newBuilder()
                .setPageSize(PAGE)
                .setFilter(FunctionQueryFilter.newBuilder().setComputePlanKey(planKey))
                .build(),
            QueryFunctionsResponse::getFunctionsList)
        .forEach(function -> names.put(function.getKey(), function.getName()));
  }

  /** The name of a function; how its key begins, where it cannot be read. */
  String of(String key) {
    return names.computeIfAbsent(key, this::read);
  }

  private String read(String key) {
    try {
      return function(client, key).getName();
    } catch (OrchestratorException e) {
      // A name is a help for people, and nothing that a picture of a plan ends for.
      return Tasks.brief(key);
    }
  }

  static Function function(OrchestratorClient client, String key) {
    return client.call(
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.newBuilder().setKey(key).build());
  }
}
