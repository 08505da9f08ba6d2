package orchestrator.executor.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one try of a task.
 *
 * @param task the task's key
 * @param number from 1
 */
public record AttemptName(String task, int number) {
  /** The header that carries it. */
  public static final String HEADER = "Attempt";

  private static final Pattern FORM = Pattern.compile("(\\S{1,200})/([1-9][0-9]{0,8})");

  /** Reads {@code <task key>/<number>}; empty for anything else. */
  public static Optional<AttemptName> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new AttemptName(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return task + "/" + number;
  }
}
