package orchestrator.scenario.proxy.fabric;

/** Names what a peer's gateway is asked for. */
enum Step {
  EVALUATE("the evaluation", "answer"),
  ENDORSE("the endorsement", "endorse the transaction"),
  SUBMIT("the submission", "hand the transaction to the ordering service"),
  COMMIT_STATUS("the question for the commit", "tell what became of the transaction");

  private final String noun;
  private final String verb;

  Step(String noun, String verb) {
    this.noun = noun;
    this.verb = verb;
  }

  /** What has failed, for messages. */
  String noun() {
    return noun;
  }

  /** What the peer did not do, for messages. */
  String verb() {
    return verb;
  }
}
