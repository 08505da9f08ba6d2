package orchestrator.flow.error;

/** Tells what is wrong with a stepper or a step. */
public final class StepperException extends FlowsException {
  private static final long serialVersionUID = 1;

  /**
   * An error with its sentence.
   *
   * @throws IllegalArgumentException when the error is not of this family
   */
  public StepperException(FlowError error, String message) {
    super(error, FlowError.Family.STEPPER, message);
  }
}
