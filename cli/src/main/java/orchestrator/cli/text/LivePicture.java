package orchestrator.cli.text;

import java.io.PrintWriter;
import java.util.List;

/**
 * Draws lines over those that it has drawn before, on a terminal. However the process ends, the
 * terminal is left as it was.
 */
public final class LivePicture implements AutoCloseable {
  private static final String HIDE_CURSOR_AND_CUT_LINES = "\u001b[?25l\u001b[?7l";
  private static final String SHOW_CURSOR_AND_WRAP_LINES = "\u001b[?7h\u001b[?25h";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final Thread restore = new Thread(this::leave, "restore-terminal");
  private int drawn;
  private boolean isLeft;

  /** Begins below what is on the terminal. */
  public LivePicture(PrintWriter out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(restore);
  }

  /** Draws these lines in the place of the last ones. */
  public synchronized void draw(List<String> lines) {
    if (isLeft) {
      return;
    }
    out.print(
        (drawn == 0 ? "" : "\u001b[" + drawn + "A\r")
            + CLEAR_BELOW
            + HIDE_CURSOR_AND_CUT_LINES
            + String.join("\n", lines)
            + "\n"
            + SHOW_CURSOR_AND_WRAP_LINES);
    out.flush();
    drawn = lines.size();
  }

  /** Leaves the last picture where it is. */
  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }

  private synchronized void leave() {
    if (!isLeft) {
      isLeft = true;
      out.print(SHOW_CURSOR_AND_WRAP_LINES);
      out.flush();
    }
  }
}
