package orchestrator.server.ledger;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** Tells for the log what lies behind a failed call of a peer: addresses and reasons. */
final class FailureCauses {
  /** A peer chooses the length of what it says. */
  private static final int LONGEST = 2000;

  private FailureCauses() {}

  /** The status, what it says, and what the failure comes from; as long as it comes. */
  static String of(Status status, Throwable failure) {
    StringBuilder text = new StringBuilder(status.getCode().toString());
    Optional.ofNullable(status.getDescription()).ifPresent(said -> text.append(": ").append(said));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      // A status has been told, and its own cause comes next.
      if (!(cause instanceof StatusRuntimeException || cause instanceof StatusException)) {
        add(text, cause);
      }
    }
    return text.toString();
  }

  private static void add(StringBuilder text, Throwable cause) {
    String said =
        Optional.ofNullable(cause.getMessage()).orElseGet(() -> cause.getClass().getSimpleName());
    if (text.indexOf(said) < 0) {
      text.append(": ").append(said);
    }
  }

  /** One line of a bounded length. */
  static String fitting(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
