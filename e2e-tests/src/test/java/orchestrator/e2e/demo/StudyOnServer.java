package orchestrator.e2e.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.e2e.harness.api.Requests;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;

/** A run of the demo as its server sees it, which does not believe what the demo tells. */
final class StudyOnServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Connection connection;
  private final Party party;
  private final Study study;

  /**
   * Looks at a run.
   *
   * @param server host and port
   * @param run the run's name
   */
  StudyOnServer(String server, String run) {
    this.connection = Connection.to(server);
    this.party = connection.as(Requests.ONE, "mychannel");
    this.study = new Study(run, List.of(Requests.ONE), 1, 1);
  }

  /** How many tasks are in each status. */
  Map<ComputeTaskStatus, Integer> statuses() {
    Map<ComputeTaskStatus, Integer> statuses = new EnumMap<>(ComputeTaskStatus.class);
    tasks(ofPlan()).forEach(task -> statuses.merge(task.getStatus(), 1, Integer::sum));
    return statuses;
  }

  /** The keys of an organization's tasks in a status. */
  List<String> tasks(String organization, ComputeTaskStatus status) {
    return tasks(ofPlan().setWorker(organization).setStatus(status)).stream()
        .map(ComputeTask::getKey)
        .toList();
  }

  /** Waits until an organization computes a train task, and answers its key. */
  String awaitTraining(String organization) throws InterruptedException {
    TaskQueryFilter.Builder training =
        ofPlan()
            .setWorker(organization)
            .setFunctionKey(study.function(Step.TRAIN))
            .setStatus(ComputeTaskStatus.STATUS_EXECUTING);
    Waiting waiting = new Waiting(PATIENCE);
    while (!waiting.isOver()) {
      List<ComputeTask> found = tasks(training);
      if (!found.isEmpty()) {
        return found.get(0).getKey();
      }
      waiting.pause();
    }
    throw new AssertionError(organization + " does not begin to train");
  }

  /** The statuses that a task went through, in the order of the log. */
  List<ComputeTaskStatus> history(String task) {
    return EventLog.of(party, task).stream()
        .filter(Event::hasComputeTask)
        .map(event -> event.getComputeTask().getStatus())
        .toList();
  }

  /** The status that a task has now. */
  ComputeTaskStatus status(String task) {
    return party.status(task);
  }

  private TaskQueryFilter.Builder ofPlan() {
    return TaskQueryFilter.newBuilder().setComputePlanKey(study.plan());
  }

  private List<ComputeTask> tasks(TaskQueryFilter.Builder filter) {
    List<ComputeTask> tasks = new ArrayList<>();
    QueryTasksParam.Builder query = QueryTasksParam.newBuilder().setFilter(filter);
    QueryTasksResponse page;
    do {
      page = party.call(ComputeTaskServiceGrpc.getQueryTasksMethod(), query.build());
      tasks.addAll(page.getTasksList());
      query.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return tasks.stream().sorted(Comparator.comparingInt(ComputeTask::getRank)).toList();
  }

  @Override
  public void close() {
    connection.close();
  }
}
