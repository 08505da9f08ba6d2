package orchestrator.flow.durable;

import java.util.Optional;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.GetTaskParam;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;

/** Reads how tasks came into their status: the reason stands in the event alone. */
final class TaskEnds {
  private static final String REASON = "reason";

  private TaskEnds() {}

  static boolean isFinal(ComputeTaskStatus status) {
    return status == ComputeTaskStatus.STATUS_DONE
        || status == ComputeTaskStatus.STATUS_FAILED
        || status == ComputeTaskStatus.STATUS_CANCELED;
  }

  static ComputeTask task(OrchestratorClient client, String key) {
    return client.call(
        ComputeTaskServiceGrpc.getGetTaskMethod(), GetTaskParam.newBuilder().setKey(key).build());
  }

  /** The reason for which a task came into its status; empty for one that was registered in it. */
  static Optional<String> reason(OrchestratorClient client, ComputeTask task) {
    QueryEventsParam ofTask =
        QueryEventsParam.newBuilder()
            .setSort(SortOrder.DESCENDING)
            .setFilter(EventQueryFilter.newBuilder().setAssetKey(task.getKey()))
            .build();
    try (var events =
        client.pages(
            EventServiceGrpc.getQueryEventsMethod(), ofTask, QueryEventsResponse::getEventsList)) {
      return events
          .filter(event -> event.getComputeTask().getStatus() == task.getStatus())
          .filter(event -> event.getMetadataMap().containsKey(REASON))
          .findFirst()
          .map(TaskEnds::reason);
    }
  }

  static String reason(Event event) {
    return event.getMetadataOrDefault(REASON, "");
  }
}
