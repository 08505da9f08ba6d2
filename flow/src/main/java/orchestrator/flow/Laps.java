package orchestrator.flow;

import orchestrator.flow.error.FlowError;
import orchestrator.flow.error.FlowOrchestratorException;

/** Counts how often loops were gone round, as a text: innermost first, {@code 2.1} for example. */
final class Laps {
  private static final int LONGEST = 9;

  private Laps() {}

  static String enter(String laps) {
    return laps.isEmpty() ? "0" : "0." + laps;
  }

  static String leave(String laps) {
    int dot = laps.indexOf('.');
    return dot < 0 ? "" : laps.substring(dot + 1);
  }

  static int innermost(String laps) {
    int dot = laps.indexOf('.');
    return Integer.parseInt(dot < 0 ? laps : laps.substring(0, dot));
  }

  static String next(String laps) {
    int dot = laps.indexOf('.');
    String count = Integer.toString(innermost(laps) + 1);
    return dot < 0 ? count : count + laps.substring(dot);
  }

  /** Leaves all loops but so many. */
  static String outermost(String laps, int loops) {
    String left = laps;
    for (int here = loops(laps); here > loops; here--) {
      left = leave(left);
    }
    return left;
  }

  private static int loops(String laps) {
    return laps.isEmpty() ? 0 : 1 + (int) laps.chars().filter(c -> c == '.').count();
  }

  /** Laps come with messages, and so from strangers. */
  static void check(String laps, int loops, String visit) {
    boolean isRight = loops(laps) == loops;
    if (isRight && loops > 0) {
      for (String count : laps.split("\\.", -1)) {
        isRight &= count.length() <= LONGEST && count.matches("[1-9][0-9]*");
      }
    }
    if (!isRight) {
      throw new FlowOrchestratorException(
          FlowError.FLOW,
          "the laps '%s' do not fit the block '%s', which is in %d loops"
              .formatted(laps.length() <= 100 ? laps : laps.substring(0, 100) + "…", visit, loops));
    }
  }
}
