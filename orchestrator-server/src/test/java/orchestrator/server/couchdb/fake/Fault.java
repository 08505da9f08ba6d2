package orchestrator.server.couchdb.fake;

import java.io.IOException;
import java.time.Duration;

/** What goes wrong with a request. The kinds are made by this interface's methods. */
public sealed interface Fault permits FaultScript {
  /** Nothing. */
  static Fault none() {
    return new FaultScript(exchange -> exchange.send(exchange.apply()));
  }

  /** The connection is cut, and nothing was done. */
  static Fault cutBefore() {
    return new FaultScript(Exchange::cut);
  }

  /** All is done, and the connection is cut without an answer. */
  static Fault cutAfter() {
    return new FaultScript(
        exchange -> {
          exchange.apply();
          exchange.cut();
        });
  }

  /** All is done, and the connection is cut after the first half of the answer's body. */
  static Fault cutInAnswer() {
    return new FaultScript(exchange -> exchange.sendHalf(exchange.apply()));
  }

  /**
   * Nothing is done, and the answer has a status.
   *
   * @param status a refusal such as 412, 500, 503 or 507, or 202, which says that all is well
   */
  static Fault answer(int status) {
    return new FaultScript(
        exchange -> exchange.send(MadeUpAnswers.answer(status, exchange.request())));
  }

  /**
   * All is done, and the answer has a status.
   *
   * @param status a refusal such as 500; or 202, which comes with the body of the true answer
   */
  static Fault applyAndAnswer(int status) {
    return new FaultScript(
        exchange -> {
          Answer real = exchange.apply();
          exchange.send(
              status < 300
                  ? real.withStatus(status)
                  : MadeUpAnswers.answer(status, exchange.request()));
        });
  }

  /** Nothing is done, and a proxy answers 502 with a page of HTML. */
  static Fault htmlPage() {
    return new FaultScript(exchange -> exchange.send(Answer.htmlPage(502)));
  }

  /** All is done and answered, after a while. */
  static Fault delayRequest(Duration delay) {
    return new FaultScript(
        exchange -> {
          sleep(delay);
          exchange.send(exchange.apply());
        });
  }

  /** All is done at once and answered after a while. */
  static Fault delayAnswer(Duration delay) {
    return new FaultScript(
        exchange -> {
          Answer answer = exchange.apply();
          sleep(delay);
          exchange.send(answer);
        });
  }

  /**
   * Of a bulk, the documents whose ids match are refused, all others are written.
   *
   * @param idPattern a regular expression for whole ids
   * @param error {@code conflict} or {@code forbidden}
   */
  static Fault refuseInBulk(String idPattern, String error) {
    return new FaultScript(new RefusingBulk(idPattern, error));
  }

  /** Of a bulk, the first half of the documents is written; the answer is 500. */
  static Fault failAfterHalfOfBulk() {
    return new FaultScript(HalfBulk::play);
  }

  private static void sleep(Duration delay) throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server was closed while a request was delayed", e);
    }
  }
}
