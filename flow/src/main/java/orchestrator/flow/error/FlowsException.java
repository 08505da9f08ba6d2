package orchestrator.flow.error;

/** Tells what is wrong with a flow, a service or a stepper, or with what they were given. */
public abstract sealed class FlowsException extends RuntimeException
    permits FlowOrchestratorException, ServiceException, StepperException {
  private static final long serialVersionUID = 1;

  private final FlowError error;

  FlowsException(FlowError error, FlowError.Family family, String message) {
    super(message);
    if (error.family() != family) {
      throw new IllegalArgumentException(error + " is no error of the family " + family);
    }
    this.error = error;
  }

  /** Which of the library's errors it is. */
  public FlowError error() {
    return error;
  }
}
