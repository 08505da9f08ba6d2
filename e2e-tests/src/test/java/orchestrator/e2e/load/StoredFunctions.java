package orchestrator.e2e.load;

import java.util.List;
import orchestrator.client.OrchestratorClient;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;

/** Reads from a server what a run has stored there. */
final class StoredFunctions {
  private StoredFunctions() {}

  /** The functions that a run has registered. */
  static List<Function> of(ServerProcess server, String run) {
    try (OrchestratorClient client =
        OrchestratorClient.builder(server.target())
            .organization("MyOrg1MSP")
            .channel("mychannel")
            .build()) {
      return client
          .pages(
              FunctionServiceGrpc.getQueryFunctionsMethod(),
              QueryFunctionsParam.getDefaultInstance(),
              QueryFunctionsResponse::getFunctionsList)
          .filter(function -> function.getName().startsWith(run + "-"))
          .toList();
    }
  }
}
