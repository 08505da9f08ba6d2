package orchestrator.graph.model;

/** Says where a graph is; the numbers and words are those that callers see. */
public enum GraphState {
  /** Not sent yet. */
  INITIAL(0, "initial"),
  /** Has nodes that run or wait. */
  RUNNING(2, "running"),
  /** Every node is done, or is not needed. */
  SUCCESS(3, "success"),
  /** Nothing is left to run and some node has failed. */
  FAILURE(4, "failure"),
  /** Took longer than its time-out. */
  TIMEOUT(10, "timeout"),
  /** Stopped by a user. */
  CANCELED(11, "canceled");

  private final int number;
  private final String word;

  GraphState(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** The number in a graph's JSON. */
  public int number() {
    return number;
  }

  /** The word in lists. */
  public String word() {
    return word;
  }
}
