package orchestrator.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import orchestrator.cli.OutputOptions.Format;
import orchestrator.cli.noun.Nouns;
import orchestrator.cli.text.Terminal;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.proto.Event;

/** Writes events as they happen, until nobody reads any more or the process is ended. */
final class EventTail {
  /** Wide enough for what most events have, so that lines which come one by one are aligned. */
  private static final List<Integer> WIDTHS = List.of(20, 7, 12, 36, 9, 6, 36);

  private EventTail() {}

  /** What writes events as they come. */
  static Printer printer(PrintWriter out, Terminal terminal, Format format) {
    return new Printer(out, terminal, Nouns.EVENT.noun(), format).atLeast(WIDTHS);
  }

  /** Follows from where the builder says; does not return before the end. */
  static void run(EventFollowerBuilder from, Printer printer, Predicate<Event> wanted) {
    CompletableFuture<Void> nobodyReads = new CompletableFuture<>();
    try (EventFollower follower =
        from.start(
            event -> {
              if (wanted.test(event)) {
                printer.add(event);
                printer.flush();
                if (printer.isClosed()) {
                  nobodyReads.complete(null);
                }
              }
            })) {
      CompletableFuture.anyOf(nobodyReads, follower.completion()).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
