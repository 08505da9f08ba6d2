package orchestrator.client.worker;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;

/** Finds an organization's tasks for somebody who performs them by calls of his own. */
record PerformedWork(
    OrchestratorClient client, Predicate<ComputeTask> which, TaskPerformer performer)
    implements Work<ComputeTask> {
  @Override
  public Stream<ComputeTask> waiting() {
    return WaitingTasks.of(client);
  }

  @Override
  public Optional<ComputeTask> announced(Event event) {
    return WaitingTasks.announced(client, event);
  }

  @Override
  public String key(ComputeTask task) {
    return task.getKey();
  }

  @Override
  public boolean accepts(ComputeTask task) {
    return which.test(task);
  }

  @Override
  public void perform(ComputeTask task) {
    performer.perform(task);
  }
}
