package orchestrator.demo.screen;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import orchestrator.demo.study.Progress;

/** For a terminal: a picture that is drawn over itself; what is said scrolls away above it. */
public final class LiveScreen implements Screen {

  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CUT_LONG_LINES = "\u001b[?7l";
  private static final String WRAP_LONG_LINES = "\u001b[?7h";

  private final PrintStream out;
  private final ProgressPicture picture;
  private final Supplier<Duration> elapsed;
  private List<String> drawn = List.of();
  private final PrintStream err = System.err;
  private boolean closed;

  /**
   * A screen that moves. Until it is closed, what is written to {@link System#err} is said.
   *
   * @param elapsed the time since the start
   */
  public LiveScreen(PrintStream out, Glyphs glyphs, Supplier<Duration> elapsed) {
    this.out = out;
    this.picture = new ProgressPicture(glyphs);
    this.elapsed = elapsed;
    Charset charset = Charset.defaultCharset();
    System.setErr(new PrintStream(new SayingStream(this, charset), true, charset));
  }

  @Override
  public synchronized void say(String line) {
    if (closed) {
      return;
    }
    out.print(wipe() + line + "\n" + paint(drawn));
    out.flush();
  }

  @Override
  public synchronized void show(Progress progress) {
    if (closed) {
      return;
    }
    String wiped = wipe();
    drawn = picture.lines(progress, elapsed.get());
    out.print(wiped + paint(drawn));
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      out.print(WRAP_LONG_LINES + SHOW_CURSOR);
      out.flush();
      System.setErr(err);
      drawn = List.of();
      closed = true;
    }
  }

  private String wipe() {
    return drawn.isEmpty() ? "" : "\u001b[" + drawn.size() + "A\r" + CLEAR_BELOW;
  }

  private static String paint(List<String> lines) {
    return lines.isEmpty()
        ? ""
        : HIDE_CURSOR
            + CUT_LONG_LINES
            + String.join("\n", lines)
            + "\n"
            + WRAP_LONG_LINES
            + SHOW_CURSOR;
  }
}
