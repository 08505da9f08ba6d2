package orchestrator.client.bench;

import orchestrator.client.OrchestratorClient;
import orchestrator.proto.FunctionServiceGrpc;

/** Registers one function after the other with each client. */
final class WriteWorkload implements Workload {
  private final Caller caller;

  WriteWorkload(Caller caller) {
    this.caller = caller;
  }

  @Override
  public void prepare(OrchestratorClient client) {
    BenchAssets.registerOrganization(client);
  }

  @Override
  public void start(OrchestratorClient connection) {
    caller.call(
        connection.grpc(),
        FunctionServiceGrpc.getRegisterFunctionMethod(),
        BenchAssets.function(BenchAssets.key()),
        answer -> start(connection),
        () -> start(connection));
  }
}
