package orchestrator.client.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;

/**
 * Keeps the functions of the tasks that were met, each fetched once and again when an event renews
 * it.
 */
final class FunctionCache {
  private final PersistentCalls calls;
  private final Map<String, Function> functions = new ConcurrentHashMap<>();

  FunctionCache(PersistentCalls calls) {
    this.calls = calls;
  }

  Function get(String key) {
    return functions.computeIfAbsent(key, this::fetch);
  }

  /** Takes a newer snapshot of a function that is here. */
  void renew(Function function) {
    functions.computeIfPresent(function.getKey(), (key, old) -> function);
  }

  private Function fetch(String key) {
    return calls.call(
        FunctionServiceGrpc.getGetFunctionMethod(),
        GetFunctionParam.newBuilder().setKey(key).build());
  }
}
