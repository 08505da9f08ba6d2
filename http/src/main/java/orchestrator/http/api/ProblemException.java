package orchestrator.http.api;

/** Ends a request with a problem. */
@SuppressWarnings("serial") // It never leaves the process.
public final class ProblemException extends RuntimeException {
  private final Problem problem;

  /** Ends a request with this problem. */
  public ProblemException(Problem problem) {
    // It is an answer, not a fault: nobody reads where it was made.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What the caller reads. */
  public Problem problem() {
    return problem;
  }
}
