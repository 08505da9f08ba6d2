package orchestrator.lib.ledger;

import io.grpc.Status;
import orchestrator.lib.error.CallException;

/**
 * A call needs more than a transaction of a ledger can hold. No code of the API says so, since a
 * server without a ledger refuses such a call by the status alone.
 */
public final class LimitException extends CallException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a sentence for the caller: what is too large, and what to do. */
  public LimitException(String sentence) {
    super(Status.Code.RESOURCE_EXHAUSTED, sentence);
  }
}
