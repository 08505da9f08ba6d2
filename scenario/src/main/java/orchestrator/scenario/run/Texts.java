package orchestrator.scenario.run;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Makes one line of what others wrote. */
final class Texts {
  private static final int LONGEST = 300;

  private Texts() {}

  /** Why something failed, in one line of bounded length. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = Optional.ofNullable(cause.getMessage()).orElse("");
    return line(text.isBlank() ? cause.getClass().getSimpleName() : text);
  }

  private static String line(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return cut.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
