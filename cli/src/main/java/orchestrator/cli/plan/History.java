package orchestrator.cli.plan;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import orchestrator.cli.message.Values;
import orchestrator.cli.message.Words;
import orchestrator.client.ErrorCode;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.FailureReport;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.GetFailureReportParam;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.SortOrder;

/** Reads from the channel's events since when a task is in its status, and why. */
final class History {
  /** A task has about eight in its life. */
  private static final int LAST_EVENTS = 20;

  private final OrchestratorClient client;

  History(OrchestratorClient client) {
    this.client = client;
  }

  /**
   * How a task came to its status.
   *
   * @param since when, if events tell
   * @param reason what the event says of it, mostly {@code User action}; may be empty
   */
  record Change(Optional<Instant> since, String reason) {}

  Change lastChange(ComputeTask task) {
    List<Event> events =
        client
            .call(
                EventServiceGrpc.getQueryEventsMethod(),
                QueryEventsParam.newBuilder()
                    .setPageSize(LAST_EVENTS)
                    .setSort(SortOrder.DESCENDING)
                    .setFilter(
                        EventQueryFilter.newBuilder()
                            .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)
                            .setAssetKey(task.getKey()))
                    .build())
            .getEventsList();
    Optional<Timestamp> since = Optional.empty();
    String reason = "";
    for (Event event : events) {
      if (event.getComputeTask().getStatus() != task.getStatus()) {
        break;
      }
      since = Optional.of(event.getTimestamp());
      reason = event.getMetadataOrDefault("reason", "");
    }
    return new Change(since.map(Values::instant), reason);
  }

  /** What the report of a failed task says; empty when there is none. */
  Optional<String> report(String key) {
    try {
      return Optional.of(
          inWords(
              client.call(
                  FailureReportServiceGrpc.getGetFailureReportMethod(),
                  GetFailureReportParam.newBuilder().setAssetKey(key).build())));
    } catch (OrchestratorException e) {
      if (e.is(ErrorCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static String inWords(FailureReport report) {
    String kind = "error of the " + Words.of(report.getErrorType().getValueDescriptor());
    return report.hasLogsAddress()
        ? kind + ", logs at " + report.getLogsAddress().getStorageAddress()
        : kind;
  }
}
