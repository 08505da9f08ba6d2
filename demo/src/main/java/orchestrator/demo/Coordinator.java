package orchestrator.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.demo.lead.Lead;
import orchestrator.demo.screen.Screen;
import orchestrator.demo.screen.Words;
import orchestrator.demo.study.StudyGraph;
import orchestrator.demo.study.StudyTask;
import orchestrator.demo.watch.Progress;
import orchestrator.proto.ComputeTaskStatus;

/** Registers a study's plan once all hospitals are there, and watches it to its end. */
final class Coordinator {

  private static final int FAILURES_TOLD = 5;

  /** How often to look whether the last events have arrived, before a report is drawn of them. */
  private static final int LOOKS_AT_THE_END = 20;

  private final OrchestratorClient client;
  private final Lead lead;
  private final StudyGraph graph;
  private final Screen screen;
  private final Patience patience;

  Coordinator(
      OrchestratorClient client, Lead lead, StudyGraph graph, Screen screen, Patience patience) {
    this.client = client;
    this.lead = lead;
    this.graph = graph;
    this.screen = screen;
    this.patience = patience;
  }

  /** Waits for the data of all hospitals and prepares to watch. */
  Progress prepare() {
    patience.await(lead::withoutData, "did not register data");
    return new Progress(graph, lead.heldBack());
  }

  /**
   * Registers the plan and watches it until every task is done and what was only a means is gone.
   *
   * @param problems what else may go wrong meanwhile
   * @param stopWork called when a task has failed, before the rest is cancelled
   * @throws StudyFailedException when it does not come that far; says which task, whose and why
   */
  void run(Progress progress, Supplier<Optional<String>> problems, Runnable stopWork) {
    try (EventFollower follower = EventFollower.of(client).fromNow().start(progress::accept)) {
      lead.registerFunctions();
      lead.registerPlan(graph);
      screen.say(
          "The plan is registered: %d tasks in one graph, %d rounds."
              .formatted(graph.tasks().size(), graph.study().rounds()));
      // Beside the watching, which shows how the tasks move on with their functions.
      CompletableFuture<Void> building = CompletableFuture.runAsync(lead::buildFunctions);
      watch(
          progress,
          stopWork,
          () ->
              problems
                  .get()
                  .or(() -> failureOf(building, "the functions cannot be built"))
                  .or(() -> failureOf(follower.completion(), "events cannot be followed")));
    }
  }

  private void watch(Progress progress, Runnable stopWork, Supplier<Optional<String>> problems) {
    long moves = -1;
    long since = System.nanoTime();
    while (!isOver(progress)) {
      screen.show(progress);
      if (!progress.broken().isEmpty()) {
        StudyFailedException failure = broken(progress);
        stopWork.run();
        screen.say("A task has failed; %d others are cancelled.".formatted(cancelRest(progress)));
        throw failure;
      }
      problems
          .get()
          .ifPresent(
              problem -> {
                throw new StudyFailedException("The study stopped: " + problem + ".");
              });
      if (moves != progress.moves()) {
        moves = progress.moves();
        since = System.nanoTime();
      } else if (patience.isSpent(since)) {
        throw new StudyFailedException(
            "Nothing moved for %d s. %s".formatted(patience.limit().toSeconds(), stall(progress)));
      }
      patience.pause();
    }
    screen.show(progress);
  }

  private static boolean isOver(Progress progress) {
    return progress.isDone() && progress.disabledModels() == progress.graph().passingModels();
  }

  private static Optional<String> failureOf(CompletableFuture<Void> work, String what) {
    if (!work.isCompletedExceptionally()) {
      return Optional.empty();
    }
    try {
      work.join();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(what + ": " + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
    }
  }

  private StudyFailedException broken(Progress progress) {
    return new StudyFailedException(
        progress.broken().stream()
            .limit(FAILURES_TOLD)
            .map(task -> tell(task, progress.status(task)))
            .collect(Collectors.joining(System.lineSeparator())));
  }

  /** Nothing of the rest can be of use any more, and it must not wait for ever. */
  private int cancelRest(Progress progress) {
    List<StudyTask> rest =
        graph.tasks().stream().filter(task -> !Progress.isFinal(progress.status(task))).toList();
    rest.forEach(lead::cancel);
    for (int i = 0; i < LOOKS_AT_THE_END && !isFinal(progress); i++) {
      patience.pause();
    }
    return rest.size();
  }

  private boolean isFinal(Progress progress) {
    return graph.tasks().stream().allMatch(task -> Progress.isFinal(progress.status(task)));
  }

  private String tell(StudyTask task, ComputeTaskStatus status) {
    return "The task \"%s\" of %s has %s: %s (task %s)"
        .formatted(
            task.describe(),
            task.hospital(),
            status == ComputeTaskStatus.STATUS_FAILED ? "failed" : "been cancelled",
            lead.reasonOf(task).orElse("no reason was given"),
            task.key());
  }

  private static String stall(Progress progress) {
    Map<String, List<StudyTask>> waiting = progress.waitingFor();
    if (waiting.isEmpty()) {
      return progress.isDone()
          ? "All tasks are done; the hospitals have not disabled all models that they no longer need."
          : "No task is anybody's to compute: they wait for %s to build their functions."
              .formatted(progress.graph().study().lead());
    }
    return waiting.entrySet().stream()
        .map(
            entry -> {
              StudyTask first = entry.getValue().get(0);
              return "%d %s for %s, the first is \"%s\" (%s)"
                  .formatted(
                      entry.getValue().size(),
                      entry.getValue().size() == 1 ? "task waits" : "tasks wait",
                      entry.getKey(),
                      first.describe(),
                      Words.of(progress.status(first)));
            })
        .collect(Collectors.joining("; ", "", "."));
  }
}
