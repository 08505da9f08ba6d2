package orchestrator.server.logging;

import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.Marker;

/**
 * Logs what fails again and again: the first line at once, the next after some seconds, with the
 * count of those between ({@link Logging}).
 */
public final class RateLimitedLog {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Logger log;
  private final String what;
  private final Marker subject;
  private final Predicate<Throwable> expected;

  /**
   * Logs about one thing.
   *
   * @param what begins each line; nothing that a caller has chosen
   * @param expected what an operator may mend: its sentence is all there is to say
   */
  public RateLimitedLog(Logger log, String what, Predicate<Throwable> expected) {
    this.log = log;
    this.what = what;
    this.subject = LogSubject.of(what, PAUSE);
    this.expected = expected;
  }

  /** One sentence for what the operator may mend, the stack for what only we can. */
  public void about(Throwable why) {
    if (expected.test(why)) {
      log.warn(subject, "{}: {}", what, why.getMessage());
    } else {
      log.error(subject, "{}: an unexpected error", what, why);
    }
  }

  /** A sentence about what an operator may mend. */
  public void about(String sentence) {
    log.warn(subject, "{}: {}", what, sentence);
  }
}
