package orchestrator.graph.model;

/** Says where a node of a graph is; the numbers are those that callers see. */
public enum NodeState {
  /** Not taken up. */
  INITIAL(0, "initial"),
  /** Waits for predecessors, or for an executor. */
  TORUN(1, "torun"),
  /** Runs. */
  RUNNING(2, "running"),
  /** Done. */
  SUCCESS(3, "success"),
  /** Failed, after its last try. */
  FAILURE(4, "failure"),
  /** Never runs, since a node before it has failed. */
  NOTRUNNABLE(5, "notrunnable"),
  /** Stopped by a user, or by the graph's time-out. */
  CANCELED(11, "canceled"),
  /** Never runs, since its condition does not hold. */
  SKIPPED(12, "skipped");

  private final int number;
  private final String word;

  NodeState(int number, String word) {
    this.number = number;
    this.word = word;
  }

  /** The number in a graph's JSON. */
  public int number() {
    return number;
  }

  /** The word for people. */
  public String word() {
    return word;
  }

  /** Whether a node stays in it. */
  public boolean isFinal() {
    return number >= SUCCESS.number;
  }
}
