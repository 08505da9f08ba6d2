package orchestrator.server.couchdb;

import java.time.Duration;
import java.util.Optional;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines about what fails again and again: the first at once, the next after some seconds. */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(CouchStore.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final String what;
  private Optional<Long> last = Optional.empty();

  /**
   * Complaints about one thing.
   *
   * @param what begins each line
   */
  Complaints(String what) {
    this.what = what;
  }

  /** One sentence for what the operator may mend, the stack for what only we can. */
  synchronized void about(Throwable why) {
    long now = System.nanoTime();
    if (last.isPresent() && now - last.get() < PAUSE_NANOS) {
      return;
    }
    last = Optional.of(now);
    if (why instanceof StorageException) {
      LOG.warn("{}: {}", what, why.getMessage());
    } else {
      LOG.error("{}: an unexpected error", what, why);
    }
  }
}
