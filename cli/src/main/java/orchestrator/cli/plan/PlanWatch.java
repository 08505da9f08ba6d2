package orchestrator.cli.plan;

import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.text.Terminal;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.proto.Event;

/**
 * Watches a plan until nothing in it can go on. It answers {@link Exit#DONE} when each task is
 * done, else {@link Exit#FAILED}.
 */
public final class PlanWatch {
  /** So that what somebody sees of durations moves. */
  private static final long CLOCK_MILLIS = 1000;

  /** Bounds what waits while a picture is drawn; the follower then waits too. */
  private static final int MOST_WAITING = 1000;

  private final OrchestratorClient client;

  /** Watches on this server. */
  public PlanWatch(OrchestratorClient client) {
    this.client = client;
  }

  /** Shows it as a picture on a terminal, and as a line for each change elsewhere. */
  public Exit shown(String planKey, PrintWriter out, Terminal terminal)
      throws InterruptedException {
    if (!terminal.isPresent()) {
      return follow(planKey, new PlanLines(out));
    }
    FunctionNames functions = new FunctionNames(client);
    functions.readOfPlan(planKey);
    return follow(planKey, new PlanScreen(out, new PlanPicture(terminal, functions)));
  }

  /** Hands over each event of the plan. */
  public Exit events(String planKey, Consumer<Event> each, PrintWriter out)
      throws InterruptedException {
    return follow(planKey, new PlanEvents(each, out::checkError));
  }

  private Exit follow(String planKey, PlanDisplay shown) throws InterruptedException {
    // The place in the log first, and the tasks after it: so nothing is missed.
    EventFollowerBuilder from = EventFollower.of(client).fromNow();
    PlanReader reader = new PlanReader(client);
    PlanProgress progress = reader.read(planKey);
    if (progress.size() == 0) {
      throw new CommandFailedException(Exit.FAILED, "plan " + planKey + " has no tasks");
    }
    BlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST_WAITING);
    try (shown;
        EventFollower follower = from.start(events::put)) {
      shown.show(progress);
      while (!progress.isOver() && !shown.isClosed()) {
        Event first = events.poll(CLOCK_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          failed(follower);
        } else {
          TimeUnit.MILLISECONDS.sleep(shown.pauseMillis());
          take(first, events, progress, shown);
          reader.complete(progress);
        }
        shown.show(progress);
      }
      reader.explain(progress);
      shown.end(progress);
    }
    return progress.isDone() ? Exit.DONE : Exit.FAILED;
  }

  private static void take(
      Event first, BlockingQueue<Event> events, PlanProgress progress, PlanDisplay shown) {
    Event event = first;
    for (int taken = 0; event != null && taken < MOST_WAITING; taken++) {
      if (progress.apply(event)) {
        shown.change(progress, event);
      }
      event = taken + 1 < MOST_WAITING ? events.poll() : null;
    }
  }

  private static void failed(EventFollower follower) {
    try {
      follower.completion().getNow(null);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
