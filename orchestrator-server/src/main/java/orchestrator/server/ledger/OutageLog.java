package orchestrator.server.ledger;

import orchestrator.server.logging.LogSubject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that blocks cannot be read: a line when this begins, and one when it ends. */
final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final String what;
  private boolean begun;

  /**
   * Logs about one thing that may be away.
   *
   * @param what cannot be read, such as {@code blocks of channel c}
   */
  OutageLog(String what) {
    this.what = what;
  }

  /** An attempt failed: one sentence for what the operator may mend, the stack for other faults. */
  void begin(Throwable why) {
    if (begun) {
      return;
    }
    begun = true;
    if (why instanceof LedgerException expected) {
      LOG.warn(LogSubject.of(what), "{} cannot be read, trying again: {}", what, expected.inLog());
    } else {
      LOG.error(
          LogSubject.of(what), "{} cannot be read, trying again: an unexpected error", what, why);
    }
  }

  /** An attempt succeeded. */
  void end() {
    if (begun) {
      begun = false;
      LOG.info("{} can be read again", what);
    }
  }
}
