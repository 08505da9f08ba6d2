package orchestrator.flow.durable;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.List;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** Reads from the API which way a run went. */
final class History {
  private History() {}

  /** The hops of a run's plan, in the order of their registration. */
  static List<Hop> of(OrchestratorClient client, String planKey) {
    QueryTasksParam ofPlan =
        QueryTasksParam.newBuilder()
            .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(planKey))
            .build();
    try (var tasks =
        client.pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            ofPlan,
            QueryTasksResponse::getTasksList)) {
      return tasks
          .filter(task -> FlowTasks.place(task).isPresent())
          .map(task -> hop(client, task))
          .toList();
    }
  }

  private static Hop hop(OrchestratorClient client, ComputeTask task) {
    QueryEventsParam ofTask =
        QueryEventsParam.newBuilder()
            .setFilter(EventQueryFilter.newBuilder().setAssetKey(task.getKey()))
            .build();
    List<Event> events;
    try (var pages =
        client.pages(
            EventServiceGrpc.getQueryEventsMethod(), ofTask, QueryEventsResponse::getEventsList)) {
      events = pages.toList();
    }
    List<Event> statuses = events.stream().filter(Event::hasComputeTask).toList();
    Event last = statuses.get(statuses.size() - 1);
    Hop.Status status = status(task.getStatus());
    return new Hop(
        FlowTasks.place(task).orElse(""),
        FlowTasks.service(task),
        task.getWorker(),
        status,
        (int) events.stream().filter(History::isTaking).count(),
        Duration.ofMillis(
            Timestamps.toMillis(last.getTimestamp()) - Timestamps.toMillis(task.getCreationDate())),
        status == Hop.Status.FAILED || status == Hop.Status.CANCELED ? TaskEnds.reason(last) : "");
  }

  private static boolean isTaking(Event event) {
    return event.getComputeTask().getStatus() == ComputeTaskStatus.STATUS_EXECUTING
        || event.getProfilingStep().getStep().equals(FlowTasks.TAKEN_AGAIN);
  }

  private static Hop.Status status(ComputeTaskStatus status) {
    return switch (status) {
      case STATUS_DONE -> Hop.Status.DONE;
      case STATUS_FAILED -> Hop.Status.FAILED;
      case STATUS_CANCELED -> Hop.Status.CANCELED;
      case STATUS_EXECUTING -> Hop.Status.RUNNING;
      default -> Hop.Status.WAITING;
    };
  }
}
