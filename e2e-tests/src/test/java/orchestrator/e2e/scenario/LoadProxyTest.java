package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.api.RunCaller;
import orchestrator.proto.ComputePlan;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.QueryPlansParam;
import orchestrator.proto.QueryPlansResponse;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.ProxyTypes;
import orchestrator.scenario.proxy.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the load scenarios' proxy for this API reports is what stands on the server. */
class LoadProxyTest extends Scenario {
  private final String run = key("run");

  private record Sent(String run, long number, Set<Phase> phases) implements Transaction {
    @Override
    public String name() {
      return "n0";
    }

    @Override
    public String payload() {
      return "ab".repeat(60);
    }

    @Override
    public int entry() {
      return 0;
    }

    @Override
    public void reached(Phase phase) {
      phases.add(phase);
    }
  }

  @BeforeEach
  void overGrpcOnly() {
    assumeFalse(RunCaller.overHttp(), "the proxy speaks gRPC");
  }

  private Sent transaction(long number) {
    return new Sent(run, number, ConcurrentHashMap.newKeySet());
  }

  private Proxies open(Map<String, String> options, ProxyTypes types) {
    Map<String, String> all = new HashMap<>(options);
    all.put("server", deployment.target());
    all.put("organization", ONE);
    all.put("event-wait", "60");
    all.put("call-timeout", "60");
    return types.open("api", all);
  }

  private static Proxy node(Proxies proxies) throws Exception {
    Proxy node = proxies.connect(JsonNodeFactory.instance.objectNode());
    proxies.prepare(node);
    return node;
  }

  private OrchestratorClient client() {
    return OrchestratorClient.builder(deployment.target())
        .organization(ONE)
        .channel("mychannel")
        .build();
  }

  private List<Function> registered() {
    try (OrchestratorClient client = client()) {
      return client
          .pages(
              FunctionServiceGrpc.getQueryFunctionsMethod(),
              QueryFunctionsParam.getDefaultInstance(),
              QueryFunctionsResponse::getFunctionsList)
          .filter(function -> function.getName().startsWith(run))
          .toList();
    }
  }

  @Test
  void asManyFunctionsStandOnTheServerAsWereReportedCommitted() throws Exception {
    try (ProxyTypes types = ProxyTypes.of(List.of());
        Proxies proxies = open(Map.of(), types);
        Proxy node = node(proxies)) {
      assertThat(node.isAlive()).isTrue();
      List<Sent> sent = new ArrayList<>();
      List<CompletionStage<?>> ends = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        sent.add(transaction(number));
        ends.add(node.transact(sent.get(number)));
      }
      for (CompletionStage<?> end : ends) {
        end.toCompletableFuture().get(60, TimeUnit.SECONDS);
      }
      assertThat(sent).allMatch(each -> each.phases().contains(Phase.COMMITTED));
      // Sent twice, it is refused, and nothing is there twice.
      assertThat(node.transact(transaction(7)).toCompletableFuture())
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("OE0006");
    }
    assertThat(registered())
        .hasSize(100)
        .allSatisfy(
            function ->
                assertThat(String.join("", function.getMetadataMap().values()))
                    .hasSize(120)
                    .matches("(ab)+"));
  }

  @ParameterizedTest
  @CsvSource({"chain:3, 3", "fan:5, 5", "grid:9, 9"})
  void aPlanThatIsReportedCommittedIsDone(String shape, int tasks) throws Exception {
    try (ProxyTypes types = ProxyTypes.of(List.of());
        Proxies proxies = open(Map.of("transaction", "plan", "shape", shape), types);
        Proxy node = node(proxies)) {
      Sent sent = transaction(1);

      node.transact(sent).toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(sent.phases()).containsExactlyInAnyOrder(Phase.ANSWERED, Phase.COMMITTED);
    }
    try (OrchestratorClient client = client()) {
      String plan =
          client
              .pages(
                  ComputePlanServiceGrpc.getQueryPlansMethod(),
                  QueryPlansParam.getDefaultInstance(),
                  QueryPlansResponse::getPlansList)
              .filter(found -> found.getName().startsWith(run))
              .map(ComputePlan::getKey)
              .findFirst()
              .orElseThrow();
      QueryTasksParam ofPlan =
          QueryTasksParam.newBuilder()
              .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(plan))
              .build();
      assertThat(
              client.pages(
                  ComputeTaskServiceGrpc.getQueryTasksMethod(),
                  ofPlan,
                  QueryTasksResponse::getTasksList))
          .hasSize(tasks)
          .allMatch(task -> task.getStatus() == ComputeTaskStatus.STATUS_DONE);
    }
  }
}
