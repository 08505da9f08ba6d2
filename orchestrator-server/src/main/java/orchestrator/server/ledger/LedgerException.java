package orchestrator.server.ledger;

import io.grpc.Status;
import orchestrator.lib.error.CallException;

/**
 * Says that the ledger cannot do what was asked for, or that nobody knows whether it did. The
 * message is one sentence for the caller; it says nothing of addresses.
 */
public final class LedgerException extends CallException {
  private static final long serialVersionUID = 1L;

  private final String forLog;

  /** An exception that a caller sees as this status with this sentence. */
  LedgerException(Status.Code code, String message) {
    this(code, message, "");
  }

  private LedgerException(Status.Code code, String message, String forLog) {
    super(code, message);
    this.forLog = forLog;
  }

  /** The same, with what only the log may tell: addresses, and the peers' own words. */
  LedgerException withReason(String reason) {
    return new LedgerException(status(), getMessage(), reason);
  }

  /** The sentence with what lies behind it. */
  String inLog() {
    return forLog.isEmpty() ? getMessage() : getMessage() + " (" + forLog + ")";
  }

  /** The ledger, or a part of it, cannot be reached, or has not answered. */
  static LedgerException unavailable(String message) {
    return new LedgerException(Status.Code.UNAVAILABLE, message);
  }

  /** A peer that has joined by a snapshot has no blocks before it, and never gets them. */
  static LedgerException lost(long block) {
    return new LedgerException(
        Status.Code.FAILED_PRECONDITION,
        "the peer has joined the channel by a snapshot and lacks block "
            + block
            + "; begin after a later event");
  }

  /** Whether it may go better another time. */
  boolean mayPass() {
    return status() == Status.Code.UNAVAILABLE;
  }
}
