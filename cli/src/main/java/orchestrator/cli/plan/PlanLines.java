package orchestrator.cli.plan;

import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;

import java.io.PrintWriter;
import orchestrator.cli.message.Values;
import orchestrator.cli.text.Escapes;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Event;

/** Writes a line for each change of a plan, for a pipe or a log. */
final class PlanLines implements PlanDisplay {
  private static final int MOST_FAILURES = 10;

  private final PrintWriter out;
  private boolean hasBegun;

  PlanLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public long pauseMillis() {
    return 0;
  }

  @Override
  public void show(PlanProgress progress) {
    if (!hasBegun) {
      hasBegun = true;
      say(
          "plan %s %s: %s"
              .formatted(progress.plan().getKey(), progress.plan().getName(), doneOf(progress)));
    }
  }

  @Override
  public void change(PlanProgress progress, Event event) {
    String time = Values.time(event.getTimestamp());
    String reason = event.getMetadataOrDefault("reason", "");
    switch (event.getAssetCase()) {
      case COMPUTE_TASK -> {
        ComputeTask task = event.getComputeTask();
        say(
            "%s task %s %s (rank %d, %s%s), %s"
                .formatted(
                    time,
                    task.getKey(),
                    Tasks.words(task.getStatus()),
                    task.getRank(),
                    task.getWorker(),
                    Tasks.isBroken(task) && !reason.isEmpty() ? ", " + reason : "",
                    doneOf(progress)));
      }
      // Reasons are told at the end, each once.
      case FAILURE_REPORT -> {}
      default ->
          say(
              "%s plan %s %s"
                  .formatted(
                      time,
                      event.getAssetKey(),
                      progress.plan().hasCancelationDate() ? "canceled" : "updated"));
    }
  }

  @Override
  public void end(PlanProgress progress) {
    progress.failures().stream()
        .limit(MOST_FAILURES)
        .forEach(
            task ->
                say("task %s failed: %s".formatted(task.getKey(), progress.reason(task.getKey()))));
    say(ending(progress));
  }

  /** How a plan has ended, in a sentence. */
  static String ending(PlanProgress progress) {
    String plan = "plan " + progress.plan().getKey();
    if (progress.isDone()) {
      return plan + " is done";
    }
    int failed = progress.count(STATUS_FAILED);
    int cancelled = progress.count(STATUS_CANCELED);
    int left = progress.size() - progress.count(STATUS_DONE) - failed - cancelled;
    return "%s ended: %s, %d failed, %d cancelled, %d will not run"
        .formatted(plan, doneOf(progress), failed, cancelled, left);
  }

  private static String doneOf(PlanProgress progress) {
    return progress.count(STATUS_DONE) + " of " + progress.size() + " done";
  }

  private void say(String line) {
    out.println(Escapes.oneLine(line));
    out.flush();
  }

  @Override
  public boolean isClosed() {
    return out.checkError();
  }
}
