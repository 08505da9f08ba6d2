package orchestrator.executor.server;

/** Tells that a later attempt of the same task has come already. */
final class StaleAttemptException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleAttemptException(int latest) {
    super("attempt " + latest + " of the same task has come already");
  }
}
