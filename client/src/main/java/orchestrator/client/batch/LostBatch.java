package orchestrator.client.batch;

import java.util.Map;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;

/**
 * Compares a batch whose answer was lost with how things stand. After another write, the client
 * itself reads the asset that it names and compares that. A batch names none: it has no key, and
 * nothing is kept of it. But all of it is done or nothing, so that the plan that it registers, or
 * the statuses that its actions lead to, tell of the whole.
 */
final class LostBatch {
  private static final int LAST_EVENTS = 20;

  private LostBatch() {}

  /** Whether the batch was done. */
  static boolean isDone(OrchestratorClient client, Batch batch) {
    try {
      if (batch.registers().isPresent()) {
        // Its key was made for this registration.
        client.call(
            ComputePlanServiceGrpc.getGetPlanMethod(),
            GetComputePlanParam.newBuilder().setKey(batch.registers().get()).build());
        return true;
      }
      for (Map.Entry<String, ComputeTaskStatus> lead : batch.leads().entrySet()) {
        GetTaskParam task = GetTaskParam.newBuilder().setKey(lead.getKey()).build();
        ComputeTaskStatus status =
            client.call(ComputeTaskServiceGrpc.getGetTaskMethod(), task).getStatus();
        String claim = batch.claims().get(lead.getKey());
        if (status != lead.getValue()
            || (claim != null && !isClaimed(client, lead.getKey(), claim))) {
          return false;
        }
      }
      return !batch.leads().isEmpty();
    } catch (OrchestratorException e) {
      return false;
    }
  }

  /** Another runner's claim leads to the same status. */
  private static boolean isClaimed(OrchestratorClient client, String task, String claim) {
    QueryEventsParam last =
        QueryEventsParam.newBuilder()
            .setPageSize(LAST_EVENTS)
            .setSort(SortOrder.DESCENDING)
            .setFilter(EventQueryFilter.newBuilder().setAssetKey(task))
            .build();
    return client.call(EventServiceGrpc.getQueryEventsMethod(), last).getEventsList().stream()
        .map(Event::getMetadataMap)
        .anyMatch(metadata -> claim.equals(metadata.get("reason")));
  }
}
