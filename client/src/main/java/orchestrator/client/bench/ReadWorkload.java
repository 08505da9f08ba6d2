package orchestrator.client.bench;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;

/** Gets one function after the other with each client, at random among some. */
final class ReadWorkload implements Workload {
  private static final int FUNCTIONS = 100;

  private final Caller caller;
  private final List<String> keys = Stream.generate(BenchAssets::key).limit(FUNCTIONS).toList();

  ReadWorkload(Caller caller) {
    this.caller = caller;
  }

  @Override
  public void prepare(OrchestratorClient client) {
    BenchAssets.registerOrganization(client);
    keys.forEach(
        key ->
            client.call(
                FunctionServiceGrpc.getRegisterFunctionMethod(), BenchAssets.function(key)));
  }

  @Override
  public void start(OrchestratorClient connection) {
    String key = keys.get(ThreadLocalRandom.current().nextInt(FUNCTIONS));
    caller.call(
        connection.grpc(),
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.newBuilder().setKey(key).build(),
        answer -> start(connection),
        () -> start(connection));
  }
}
