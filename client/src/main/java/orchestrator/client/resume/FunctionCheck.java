package orchestrator.client.resume;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;

/**
 * Refuses to run tasks again whose function failed or was cancelled: they would only fail again.
 */
final class FunctionCheck {
  private final OrchestratorClient client;

  FunctionCheck(OrchestratorClient client) {
    this.client = client;
  }

  /**
   * Looks at each function once.
   *
   * @return the functions by key
   * @throws NotResumableException that names the first function that cannot be run, and its tasks
   */
  Map<String, Function> check(List<Rerun> reruns) {
    Map<String, Long> uses = new LinkedHashMap<>();
    reruns.forEach(rerun -> uses.merge(rerun.task().getFunctionKey(), 1L, Long::sum));
    Map<String, Function> functions = new HashMap<>();
    uses.forEach((key, count) -> functions.put(key, check(key, count)));
    return functions;
  }

  private Function check(String key, long uses) {
    Function function =
        client.call(
            FunctionServiceGrpc.getGetFunctionMethod(),
            GetFunctionParam.newBuilder().setKey(key).build());
    FunctionStatus status = function.getStatus();
    if (status == FunctionStatus.FUNCTION_STATUS_FAILED
        || status == FunctionStatus.FUNCTION_STATUS_CANCELED) {
      throw new NotResumableException(
          NotResumableException.Reason.STATE,
          "the build of function \"%s\" (%s) has %s; tasks that need another one: %d"
              .formatted(
                  function.getName(),
                  key,
                  status == FunctionStatus.FUNCTION_STATUS_FAILED ? "failed" : "been cancelled",
                  uses));
    }
    return function;
  }
}
