package orchestrator.learning;

/** Tells a caller what cannot be done. */
public final class LearningException extends RuntimeException {
  /** Says whose fault it is. */
  public enum Kind {
    /** The request is wrong, or comes at the wrong time (400). */
    REFUSED,
    /** The organization may not do that (403). */
    FORBIDDEN,
    /** What the path names is not there (404). */
    NOT_FOUND,
    /** Something else has this id (409). */
    CONFLICT,
    /** Not now: the API does not answer (503). */
    UNAVAILABLE
  }

  private final Kind kind;

  /** Tells it in one sentence. */
  public LearningException(Kind kind, String text) {
    super(text);
    this.kind = kind;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
