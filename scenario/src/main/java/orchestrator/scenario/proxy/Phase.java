package orchestrator.scenario.proxy;

/** Names how far a transaction has come, in the order in which a chain gets there. */
public enum Phase {
  /** Peers have run it and signed what came of it. */
  ENDORSED("endorsed"),
  /** The ordering service has taken it. */
  ORDERED("ordered"),
  /** Whoever was asked has answered. */
  ANSWERED("answered"),
  /** It is in the state that everybody sees. */
  COMMITTED("committed");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }
}
