package orchestrator.client.resume;

/** Tells why a plan cannot be taken up, in a sentence for the caller. */
public final class NotResumableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why a plan cannot be taken up. */
  public enum Reason {
    /** A replacement names a task, an input or a number of assets that cannot be. */
    WRONG_REPLACEMENT,
    /** Tasks run or still can, and may not be stopped. */
    LIVE_TASKS,
    /** The plan or its tasks do not allow it. */
    STATE
  }

  NotResumableException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  /** Which kind of reason it is. */
  public Reason reason() {
    return reason;
  }
}
