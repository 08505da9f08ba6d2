package orchestrator.scenario.proxy.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how the tasks of a plan depend on one another. They are numbered, each after its parents.
 *
 * @param tasks from 1 to {@link #MOST}
 */
record PlanShape(Form form, int tasks) {
  static final int MOST = 1_000;

  private static final Pattern WRITTEN = Pattern.compile("(chain|fan|grid):([0-9]{1,5})");

  /** Names a form. */
  enum Form {
    /** Each task after the one before it. */
    CHAIN,
    /** All others after the first. */
    FAN,
    /** Rows of a square; each task of a later row after two of the row before it. */
    GRID
  }

  /**
   * Reads a shape.
   *
   * @param option the option's name, for the message
   * @param text {@code chain:10} for example
   * @throws IllegalArgumentException when it is none, or has too many tasks
   */
  static PlanShape read(String option, String text) {
    Matcher written = WRITTEN.matcher(text);
    if (written.matches()) {
      int tasks = Integer.parseInt(written.group(2));
      if (tasks >= 1 && tasks <= MOST) {
        return new PlanShape(Form.valueOf(written.group(1).toUpperCase(Locale.ROOT)), tasks);
      }
    }
    throw new IllegalArgumentException(
        option + ": '" + text + "' is not chain:N, fan:N or grid:N with N from 1 to " + MOST + ".");
  }

  /** The parents of a task, different from one another. */
  List<Integer> parents(int task) {
    if (task == 0) {
      return List.of();
    }
    return switch (form) {
      case CHAIN -> List.of(task - 1);
      case FAN -> List.of(0);
      case GRID -> parentsInGrid(task);
    };
  }

  private List<Integer> parentsInGrid(int task) {
    int width = (int) Math.ceil(Math.sqrt(tasks));
    if (task < width) {
      return List.of();
    }
    int above = task - width;
    int neighbour = (task / width - 1) * width + (task + 1) % width;
    return above == neighbour ? List.of(above) : List.of(above, neighbour);
  }
}
