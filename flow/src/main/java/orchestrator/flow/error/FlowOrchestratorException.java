package orchestrator.flow.error;

/** Tells what is wrong with a flow, a block or an orchestrator. */
public final class FlowOrchestratorException extends FlowsException {
  private static final long serialVersionUID = 1;

  /**
   * An error with its sentence.
   *
   * @throws IllegalArgumentException when the error is not of this family
   */
  public FlowOrchestratorException(FlowError error, String message) {
    super(error, FlowError.Family.ORCHESTRATOR, message);
  }
}
