package orchestrator.lib.error;

/** Makes the errors that many rules raise. */
public final class Errors {
  private Errors() {}

  /** An error with any code. */
  public static OrchestratorException of(ErrorCode code, String message) {
    return new OrchestratorException(code, message);
  }

  /** OE0003: a precondition does not hold. */
  public static OrchestratorException precondition(String message) {
    return of(ErrorCode.PRECONDITION, message);
  }

  /** OE0101: a rule is broken that needs other assets to be checked. */
  public static OrchestratorException invalid(String message) {
    return of(ErrorCode.INVALID_ASSET, message);
  }

  /** OE0102: the requester may not do this. */
  public static OrchestratorException denied(String message) {
    return of(ErrorCode.PERMISSION_DENIED, message);
  }
}
