package orchestrator.flow.error;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Finds out what really went wrong, and tells it. */
public final class Causes {
  private Causes() {}

  /** What a stage failed with, without what stages wrap around it. */
  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** The same as an exception; an error is wrapped again. */
  public static Exception asException(Throwable failure) {
    Throwable cause = of(failure);
    return cause instanceof Exception exception ? exception : new CompletionException(cause);
  }

  /** What went wrong in a sentence, or its name when it says nothing. */
  public static String sentence(Throwable failure) {
    Throwable cause = of(failure);
    return Optional.ofNullable(cause.getMessage())
        .filter(text -> !text.isBlank())
        .orElse(cause.getClass().getSimpleName());
  }
}
