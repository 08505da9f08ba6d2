package orchestrator.server.logging;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;

/** Log lines about what fails again and again: the first at once, the next after some seconds. */
public final class Complaints {
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Logger log;
  private final String what;
  private final Predicate<Throwable> expected;
  private Optional<Long> last = Optional.empty();

  /**
   * Complaints about one thing.
   *
   * @param what begins each line
   * @param expected what an operator may mend: its sentence is all there is to say
   */
  public Complaints(Logger log, String what, Predicate<Throwable> expected) {
    this.log = log;
    this.what = what;
    this.expected = expected;
  }

  /** One sentence for what the operator may mend, the stack for what only we can. */
  public void about(Throwable why) {
    if (!isDue()) {
      return;
    }
    if (expected.test(why)) {
      log.warn("{}: {}", what, why.getMessage());
    } else {
      log.error("{}: an unexpected error", what, why);
    }
  }

  /** A sentence about what an operator may mend. */
  public void about(String sentence) {
    if (isDue()) {
      log.warn("{}: {}", what, sentence);
    }
  }

  private synchronized boolean isDue() {
    long now = System.nanoTime();
    if (last.isPresent() && now - last.get() < PAUSE_NANOS) {
      return false;
    }
    last = Optional.of(now);
    return true;
  }
}
