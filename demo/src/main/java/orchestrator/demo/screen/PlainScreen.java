package orchestrator.demo.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Progress;

/** For a pipe or a log: a line for each round, and for what is worth telling. */
public final class PlainScreen implements Screen {

  private final PrintStream out;
  private final Supplier<Duration> elapsed;
  private int toldRounds;
  private boolean closed;

  /**
   * A screen of plain lines.
   *
   * @param elapsed the time since the start
   */
  public PlainScreen(PrintStream out, Supplier<Duration> elapsed) {
    this.out = out;
    this.elapsed = elapsed;
  }

  @Override
  public synchronized void say(String line) {
    if (closed) {
      return;
    }
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void show(Progress progress) {
    while (toldRounds < progress.finishedRounds()) {
      toldRounds++;
      Score score = progress.score(Line.JOINT, toldRounds).orElseThrow();
      say(
          String.format(
              Locale.ROOT,
              "round %d of %d: accuracy %.3f, AUC %.3f (%.1f s)",
              toldRounds,
              progress.graph().study().rounds(),
              score.accuracy(),
              score.auc(),
              elapsed.get().toMillis() / 1000.0));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
