package orchestrator.e2e.model;

/**
 * Tells where a server and the model disagree.
 *
 * @param step the call, with ids and dates filled in
 * @param expected what the model says
 * @param actual what the server did
 */
record Difference(Step step, String expected, String actual) {
  @Override
  public String toString() {
    return "at       " + step + "\nexpected " + expected + "\nactual   " + actual;
  }
}
