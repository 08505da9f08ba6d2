package orchestrator.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.client.worker.FunctionBuilder;
import orchestrator.demo.hospital.Lead;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.screen.Words;
import orchestrator.demo.study.StudyProgress;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;

/**
 * Registers a study's plan, once all hospitals have data, and watches it to its end.
 *
 * @param progress is told of the events
 */
record Coordinator(
    OrchestratorClient client,
    Lead lead,
    StudyProgress progress,
    Screen screen,
    Patience patience) {
  private static final int FAILURES_TOLD = 5;

  /** How often to look whether the last events have arrived, before a report is drawn of them. */
  private static final int LOOKS_AT_THE_END = 20;

  /**
   * Registers the plan and watches it until every task is done and what was only a means is gone.
   *
   * @param problems what else may go wrong meanwhile
   * @param stopWork called when a task has failed, before the rest is cancelled
   * @throws StudyFailedException when it does not come that far; says which task, whose and why
   */
  void run(Supplier<Optional<String>> problems, Runnable stopWork) {
    try (EventFollower follower = EventFollower.of(client).fromNow().start(progress::accept)) {
      lead.registerFunctions();
      lead.registerPlan(progress.graph());
      screen.say(
          "The plan is registered: %d tasks in one graph, %d rounds."
              .formatted(progress.graph().tasks().size(), progress.graph().study().rounds()));
      // Beside the watching, which shows how the tasks move on with their functions.
      try (FunctionBuilder builder = lead.buildFunctions()) {
        patience.await(
            () -> {
              screen.show(progress);
              checkTasks(stopWork);
              problems
                  .get()
                  .or(() -> failureOf(builder.completion(), "the functions cannot be built"))
                  .or(() -> failureOf(follower.completion(), "events cannot be followed"))
                  .ifPresent(
                      problem -> {
                        throw new StudyFailedException("The study stopped: " + problem + ".");
                      });
              return progress.moves();
            },
            moves -> isOver(),
            moves -> stall());
      }
      screen.show(progress);
    }
  }

  private boolean isOver() {
    return progress.isDone() && progress.disabledModels() == progress.graph().passingModels();
  }

  private void checkTasks(Runnable stopWork) {
    List<StudyTask> broken = progress.broken();
    if (!broken.isEmpty()) {
      String failures =
          broken.stream()
              .limit(FAILURES_TOLD)
              .map(this::failure)
              .collect(Collectors.joining(System.lineSeparator()));
      stopWork.run();
      screen.say("A task has failed; %d others are cancelled.".formatted(cancelRest()));
      throw new StudyFailedException(failures);
    }
  }

  private static Optional<String> failureOf(CompletableFuture<Void> work, String what) {
    try {
      var unused = work.getNow(null);
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(what + ": " + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
    }
  }

  /** Nothing of the rest can be of use any more, and it must not wait for ever. */
  private int cancelRest() {
    List<StudyTask> rest = open().toList();
    rest.forEach(lead::cancel);
    for (int i = 0; i < LOOKS_AT_THE_END && open().findAny().isPresent(); i++) {
      patience.pause();
    }
    return rest.size();
  }

  private Stream<StudyTask> open() {
    return progress.graph().tasks().stream()
        .filter(task -> !StudyProgress.isFinal(progress.status(task)));
  }

  private String failure(StudyTask task) {
    return "The task \"%s\" of %s has %s: %s (task %s)"
        .formatted(
            task.describe(),
            task.hospital(),
            progress.status(task) == ComputeTaskStatus.STATUS_FAILED ? "failed" : "been cancelled",
            lead.reasonOf(task).orElse("no reason was given"),
            task.key());
  }

  private String stall() {
    Map<String, List<StudyTask>> waiting = progress.waitingFor();
    if (waiting.isEmpty()) {
      return progress.isDone()
          ? "all tasks are done; the hospitals have not disabled all models that they no longer"
              + " need."
          : "no task is anybody's to compute: they wait for %s to build their functions."
              .formatted(progress.graph().study().lead());
    }
    return waiting.entrySet().stream()
        .map(
            entry -> {
              StudyTask first = entry.getValue().get(0);
              int count = entry.getValue().size();
              return "%d %s for %s, the first is \"%s\" (%s)"
                  .formatted(
                      count,
                      count == 1 ? "task waits" : "tasks wait",
                      entry.getKey(),
                      first.describe(),
                      Words.of(progress.status(first)));
            })
        .collect(Collectors.joining("; ", "", "."));
  }
}
