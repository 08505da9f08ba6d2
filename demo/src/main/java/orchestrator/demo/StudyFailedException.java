package orchestrator.demo;

/** The study cannot come to a good end; the message tells a person why. */
final class StudyFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StudyFailedException(String message) {
    super(message);
  }
}
