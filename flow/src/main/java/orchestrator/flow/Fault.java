package orchestrator.flow;

import java.util.ArrayList;
import java.util.List;
import orchestrator.flow.error.Causes;
import org.jspecify.annotations.Nullable;

/**
 * Says why a run fails.
 *
 * @param place the visit that failed, and the laps of the loops around it
 * @param kind what went wrong, in a word
 * @param reason what went wrong, in a sentence
 * @param notUndone the visits that should have been undone and could not be, each with its reason
 */
public record Fault(String place, Kind kind, String reason, List<String> notUndone) {
  /** What can go wrong with a run. */
  public enum Kind {
    /** A service refused, or its code threw. */
    SERVICE,
    /** A handler, a condition, a join or a limit of the flow itself. */
    FLOW,
    /** There was no answer in time. */
    TIMEOUT,
    /** The service could not be reached. */
    UNREACHABLE,
    /** Somebody cancelled the run. */
    CANCELED
  }

  private static final int LONGEST = 1_000;
  private static final String OTHERS = "; others failed too";

  public Fault {
    notUndone = List.copyOf(notUndone);
  }

  /** A fault that nothing was undone for yet. */
  public static Fault of(String place, Kind kind, String reason) {
    return new Fault(place, kind, reason, List.of());
  }

  /** A fault that an exception tells. */
  public static Fault of(String place, Kind kind, Throwable cause) {
    return of(place, kind, Causes.sentence(cause));
  }

  /** The same fault, and one more visit that could not be undone. */
  Fault alsoNotUndone(Fault other) {
    List<String> more = new ArrayList<>(notUndone);
    more.add(other.place() + ": " + other.reason());
    return new Fault(place, kind, reason, more);
  }

  /** One fault of two branches, either of which may have none. */
  static @Nullable Fault both(@Nullable Fault first, @Nullable Fault second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    // A fork may have thousands of branches.
    if (first.reason.endsWith(OTHERS)) {
      return first;
    }
    String more =
        first.reason.length() > LONGEST
            ? OTHERS
            : "; " + second.place + " failed: " + second.reason;
    return new Fault(first.place, first.kind, first.reason + more, first.notUndone);
  }

  /** The fault in one sentence. */
  public String text() {
    String failed = "%s failed: %s".formatted(place, reason);
    return notUndone.isEmpty() ? failed : failed + "; not undone: " + String.join("; ", notUndone);
  }
}
