package orchestrator.scenario.report;

import orchestrator.scenario.proxy.Phase;

/** Names the times that are taken of a transaction. */
public enum Measure {
  /** Since it was due, until peers had signed it. */
  ENDORSED("endorsed"),
  /** Since it was due, until the ordering service had taken it. */
  ORDERED("ordered"),
  /** Since it was due, until somebody answered. */
  ANSWERED("answered"),
  /** Since it was due, until it was in the state that everybody sees. */
  COMMITTED("committed"),
  /** Since it was due, until it had ended well. */
  ENDED("ended"),
  /** Since it was sent, until it had ended well: what the node itself took. */
  SERVICE("service");

  private final String word;

  Measure(String word) {
    this.word = word;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }

  static Measure of(Phase phase) {
    return switch (phase) {
      case ENDORSED -> ENDORSED;
      case ORDERED -> ORDERED;
      case ANSWERED -> ANSWERED;
      case COMMITTED -> COMMITTED;
    };
  }
}
