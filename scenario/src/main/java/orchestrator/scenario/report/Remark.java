package orchestrator.scenario.report;

/**
 * Notes something that happened in a run.
 *
 * @param at seconds since the run began
 * @param text one sentence
 */
public record Remark(double at, String text) {
  private static final int LONGEST = 500;

  /** Cuts a text that is too long for a line. */
  public Remark {
    text = Reasons.line(text, LONGEST);
  }
}
