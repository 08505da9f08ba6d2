package orchestrator.client.resume;

/** Tells why a plan cannot be taken up, in a sentence for the caller. */
public final class NotResumableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotResumableException(String sentence) {
    super(sentence);
  }
}
