package orchestrator.scenario.run;

/** Tells that no more nodes may register. */
public final class TooManyNodesException extends Exception {
  private static final long serialVersionUID = 1L;

  TooManyNodesException(int most) {
    super("there are " + most + " nodes already, and no more may register");
  }
}
