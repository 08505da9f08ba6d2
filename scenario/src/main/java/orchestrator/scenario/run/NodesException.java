package orchestrator.scenario.run;

/** Tells why a scenario cannot be run with its nodes. */
public final class NodesException extends Exception {
  private static final long serialVersionUID = 1L;

  NodesException(String sentence) {
    super(sentence);
  }
}
