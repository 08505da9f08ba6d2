package orchestrator.demo.screen;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import orchestrator.demo.study.StudyProgress;

/** Draws a picture over itself, on a terminal; what is said scrolls away above it. */
public final class LiveScreen extends Screen {
  private static final String HIDE_CURSOR_AND_CUT_LINES = "\u001b[?25l\u001b[?7l";
  private static final String SHOW_CURSOR_AND_WRAP_LINES = "\u001b[?7h\u001b[?25h";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final Charset CHARSET = Charset.defaultCharset();

  private final ProgressPicture picture;
  private final PrintStream err = System.err;
  private List<String> drawn = List.of();

  /** A screen that moves. Until it is closed, what is written to {@link System#err} is said. */
  public LiveScreen(PrintStream out, Glyphs glyphs, Supplier<Duration> elapsed) {
    super(out, elapsed);
    this.picture = new ProgressPicture(glyphs);
    System.setErr(new PrintStream(new SayingStream(), true, CHARSET));
  }

  @Override
  public synchronized void say(String line) {
    print(wipe() + line + "\n" + paint());
  }

  @Override
  public synchronized void show(StudyProgress progress) {
    String wiped = wipe();
    drawn = picture.lines(progress, elapsed());
    print(wiped + paint());
  }

  @Override
  public synchronized void close() {
    print(SHOW_CURSOR_AND_WRAP_LINES);
    System.setErr(err);
    super.close();
  }

  private String wipe() {
    return drawn.isEmpty() ? "" : "\u001b[" + drawn.size() + "A\r" + CLEAR_BELOW;
  }

  private String paint() {
    return drawn.isEmpty()
        ? ""
        : HIDE_CURSOR_AND_CUT_LINES + String.join("\n", drawn) + "\n" + SHOW_CURSOR_AND_WRAP_LINES;
  }

  /** Says each line that is written to it, so that what libraries log does not tear the picture. */
  private final class SayingStream extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
      if (value == '\n') {
        say(line.toString(CHARSET));
        line.reset();
      } else if (value != '\r') {
        line.write(value);
      }
    }
  }
}
