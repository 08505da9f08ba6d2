package orchestrator.flow.http;

/** Lists the HTTP headers of messages that are not HTTP's own. */
final class Headers {
  /** Where the answer to a request goes. */
  static final String ANSWER_TO = "answer-to";

  /** What an answer is: {@code given}, {@code failed} or {@code nothing}. */
  static final String ANSWER = "answer";

  private Headers() {}
}
