package orchestrator.demo.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.StudyProgress;

/**
 * Shows a person how the study goes. This one is for a pipe or a log: a line for each round, and
 * for what is worth telling. Safe for use by many threads.
 */
public class Screen implements AutoCloseable {
  private final PrintStream out;
  private final Supplier<Duration> elapsed;
  private int toldRounds;
  private boolean closed;

  /** A screen of plain lines, which is told the time since the start. */
  public Screen(PrintStream out, Supplier<Duration> elapsed) {
    this.out = out;
    this.elapsed = elapsed;
  }

  /** Tells something once. */
  public synchronized void say(String line) {
    print(line + System.lineSeparator());
  }

  /** Shows how far the study has come; called several times a second. */
  public synchronized void show(StudyProgress progress) {
    while (toldRounds < progress.finishedRounds()) {
      toldRounds++;
      Score score = progress.score(Line.JOINT, toldRounds).orElseThrow();
      say(
          String.format(
              Locale.ROOT,
              "round %d of %d: accuracy %.3f, AUC %.3f (%s)",
              toldRounds,
              progress.graph().study().rounds(),
              score.accuracy(),
              score.auc(),
              elapsed()));
    }
  }

  /** Ends what moves and leaves the place to plain text; nothing is shown afterwards. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  final String elapsed() {
    return String.format(Locale.ROOT, "%.1f s", elapsed.get().toMillis() / 1000.0);
  }

  final synchronized void print(String text) {
    if (!closed) {
      out.print(text);
      out.flush();
    }
  }
}
