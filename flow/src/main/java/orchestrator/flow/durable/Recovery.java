package orchestrator.flow.durable;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.flow.Flow;
import orchestrator.flow.Message;
import orchestrator.flow.error.FlowsException;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.run.RunState;
import orchestrator.flow.run.Runs;
import orchestrator.flow.wire.MessageFormatException;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.GetComputePlanParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up runs that an earlier process began: finds the hops that a run waits for, and answers
 * those that have ended meanwhile.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final OrchestratorClient client;
  private final FlowTasks tasks;
  private final Runs runs;
  private final RunTexts texts;
  private final PlanRuns planRuns;

  Recovery(
      OrchestratorClient client, FlowTasks tasks, Runs runs, RunTexts texts, PlanRuns planRuns) {
    this.client = client;
    this.tasks = tasks;
    this.runs = runs;
    this.texts = texts;
    this.planRuns = planRuns;
  }

  /** Takes up every run of the organization that goes on and whose flow is known here. */
  void all() {
    TaskQueryFilter open =
        TaskQueryFilter.newBuilder()
            .setWorker(client.organization())
            .setFunctionKey(tasks.runFunctionKey())
            .setStatus(ComputeTaskStatus.STATUS_EXECUTING)
            .build();
    List<ComputeTask> found;
    try (var pages = tasks(open)) {
      found = pages.toList();
    }
    for (ComputeTask task : found) {
      Optional<Flow<?, ?>> flow = runs.flow(FlowTasks.flow(task));
      if (flow.isEmpty()) {
        LOG.info(
            "the run {} is left to others, since its flow {} is not here",
            FlowTasks.run(task).orElse(""),
            FlowTasks.flow(task));
      } else {
        RunState run = runs.add(flow.get(), FlowTasks.run(task).orElse(""));
        if (run.begins()) {
          takeUp(run, task, false);
        }
      }
    }
  }

  /** Takes up a run that was registered before it was started here. */
  void known(RunState run) {
    ComputeTask task = TaskEnds.task(client, tasks.runTaskKey(run.id()));
    if (!FlowTasks.flow(task).equals(run.flow().name())) {
      throw new IllegalArgumentException(
          "the run '%s' is one of the flow '%s', not of '%s'"
              .formatted(run.id(), FlowTasks.flow(task), run.flow().name()));
    }
    if (TaskEnds.isFinal(task.getStatus())) {
      String reason = TaskEnds.reason(client, task).orElse("");
      RunResult<?> outcome = texts.outcome(run.flow(), task.getStatus(), reason);
      runs.over(run, outcome);
    } else {
      run.reset();
      takeUp(run, task, true);
    }
  }

  /**
   * Takes up a run.
   *
   * @param isFollowed whether events are handled meanwhile, so that one may come between the look
   *     at a hop and the moment from which it is waited for
   */
  private void takeUp(RunState run, ComputeTask runTask, boolean isFollowed) {
    try {
      TaskQueryFilter ofPlan =
          TaskQueryFilter.newBuilder().setComputePlanKey(runTask.getComputePlanKey()).build();
      List<ComputeTask> hops;
      try (var pages = tasks(ofPlan)) {
        hops = pages.filter(task -> FlowTasks.place(task).isPresent()).toList();
      }
      LOG.info("the run {} is taken up, with {} hops", run.id(), hops.size());
      if (hops.isEmpty()) {
        runs.begin(run, texts.body(run.flow(), FlowTasks.message(runTask)));
      } else {
        OpenHops open = new OpenHops(hops);
        if (open.isStartOpen()) {
          runs.begin(run, texts.body(run.flow(), FlowTasks.message(runTask)));
        }
        takeUp(run, hops, open.all(), isFollowed);
      }
      if (isCanceled(runTask.getComputePlanKey())) {
        run.cancel("the plan was cancelled");
      }
    } catch (FlowsException | MessageFormatException e) {
      LOG.error("the run {} cannot go on", run.id(), e);
      runs.abort(run, e);
    }
  }

  private void takeUp(
      RunState run, List<ComputeTask> hops, List<ComputeTask> open, boolean isFollowed) {
    Set<String> keys = open.stream().map(ComputeTask::getKey).collect(Collectors.toSet());
    for (ComputeTask hop : hops) {
      if (keys.contains(hop.getKey())) {
        Message<?> sent = texts.sent(run.flow(), FlowTasks.message(hop));
        run.opened(sent);
        limit(run, hop, sent);
      } else {
        run.wentBy(FlowTasks.place(hop).orElse(""));
      }
    }
    for (ComputeTask hop : open) {
      boolean isOver = TaskEnds.isFinal(hop.getStatus());
      ComputeTask now = isOver || !isFollowed ? hop : TaskEnds.task(client, hop.getKey());
      planRuns.ended(now, Optional.empty());
    }
  }

  /** The time that a hop has left is what it had when it was registered, by the server's clock. */
  private void limit(RunState run, ComputeTask hop, Message<?> sent) {
    run.flow()
        .visit(sent.header().source())
        .timeout()
        .ifPresent(
            timeout -> {
              Instant registered = Instant.ofEpochMilli(Timestamps.toMillis(hop.getCreationDate()));
              Duration left = Duration.between(Instant.now(), registered.plus(timeout));
              runs.limit(run, sent, Math.max(1, left.toMillis()));
            });
  }

  private boolean isCanceled(String planKey) {
    return client
        .call(
            ComputePlanServiceGrpc.getGetPlanMethod(),
            GetComputePlanParam.newBuilder().setKey(planKey).build())
        .hasCancelationDate();
  }

  private Stream<ComputeTask> tasks(TaskQueryFilter filter) {
    return client.pages(
        ComputeTaskServiceGrpc.getQueryTasksMethod(),
        QueryTasksParam.newBuilder().setFilter(filter).build(),
        QueryTasksResponse::getTasksList);
  }
}
