package orchestrator.flow.error;

/** Tells what is wrong with a service or a command. */
public final class ServiceException extends FlowsException {
  private static final long serialVersionUID = 1;

  /**
   * An error with its sentence.
   *
   * @throws IllegalArgumentException when the error is not of this family
   */
  public ServiceException(FlowError error, String message) {
    super(error, FlowError.Family.SERVICE, message);
  }
}
