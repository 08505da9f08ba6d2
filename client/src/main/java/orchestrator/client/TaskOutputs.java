package orchestrator.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTaskOutputAsset;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.GetModelParam;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;

/**
 * Finds which assets were registered for which output of a task. A model does not say to which
 * output it belongs; the event of its registration does.
 */
final class TaskOutputs {
  private TaskOutputs() {}

  /**
   * The keys of the assets of each output that has any, in the order of their registration.
   *
   * @return committed state; an unknown task has no outputs
   */
  static Map<String, List<String>> keys(RetryingCaller reader, String taskKey) {
    QueryEventsParam ofTask =
        QueryEventsParam.newBuilder()
            .setFilter(
                EventQueryFilter.newBuilder()
                    .setAssetKey(taskKey)
                    .setAssetKind(AssetKind.ASSET_COMPUTE_TASK_OUTPUT_ASSET))
            .build();
    Map<String, List<String>> keys = new LinkedHashMap<>();
    Pages.walk(
            reader,
            EventServiceGrpc.getQueryEventsMethod(),
            ofTask,
            QueryEventsResponse::getEventsList)
        .map(Event::getComputeTaskOutputAsset)
        .forEach(output -> add(keys, output));
    return keys;
  }

  /** A model as it stands; without an address when its output is disabled. */
  static Model model(RetryingCaller reader, String key) {
    return reader.call(
        ModelServiceGrpc.getGetModelMethod(), GetModelParam.newBuilder().setKey(key).build());
  }

  private static void add(Map<String, List<String>> keys, ComputeTaskOutputAsset output) {
    keys.computeIfAbsent(output.getComputeTaskOutputIdentifier(), any -> new ArrayList<>())
        .add(output.getAssetKey());
  }
}
