package orchestrator.server.couchdb.fake;

import java.io.IOException;
import java.time.Duration;

/** What becomes of a request. */
@FunctionalInterface
public interface Fault {
  /** Plays a request to its end: an answer or a cut. */
  void play(Exchange exchange) throws IOException;

  /** Nothing goes wrong. */
  static Fault none() {
    return exchange -> exchange.send(exchange.apply());
  }

  /** The connection is cut, and nothing was done. */
  static Fault cutBefore() {
    return Exchange::cut;
  }

  /** All is done, and the connection is cut without an answer. */
  static Fault cutAfter() {
    return exchange -> {
      exchange.apply();
      exchange.cut();
    };
  }

  /** All is done, and the connection is cut after the first half of the answer's body. */
  static Fault cutInAnswer() {
    return exchange -> exchange.sendHalf(exchange.apply());
  }

  /**
   * Nothing is done, and the answer has a status.
   *
   * @param status a refusal such as 412, 500, 503 or 507, or 202, which says that all is well
   */
  static Fault answer(int status) {
    return exchange -> exchange.send(MadeUpResponses.answer(status, exchange.request()));
  }

  /**
   * All is done, and the answer has a status.
   *
   * @param status a refusal such as 500; or 202, which comes with the body of the true answer
   */
  static Fault applyAndAnswer(int status) {
    return exchange -> {
      Response real = exchange.apply();
      exchange.send(
          status < 300
              ? real.withStatus(status)
              : MadeUpResponses.answer(status, exchange.request()));
    };
  }

  /** Nothing is done, and a proxy answers 502 with a page of HTML. */
  static Fault htmlPage() {
    return exchange -> exchange.send(Response.htmlPage(502));
  }

  /** All is done and answered, after a while. */
  static Fault delayRequest(Duration delay) {
    return exchange -> {
      sleep(delay);
      exchange.send(exchange.apply());
    };
  }

  /** All is done at once and answered after a while. */
  static Fault delayAnswer(Duration delay) {
    return exchange -> {
      Response answer = exchange.apply();
      sleep(delay);
      exchange.send(answer);
    };
  }

  /**
   * Of a bulk, the documents whose ids match are refused, all others are written.
   *
   * @param idPattern a regular expression for whole ids
   * @param error {@code conflict} or {@code forbidden}
   */
  static Fault refuseInBulk(String idPattern, String error) {
    return new RefusingBulk(idPattern, error);
  }

  /** Of a bulk, the first half of the documents is written; the answer is 500. */
  static Fault failAfterHalfOfBulk() {
    return HalfBulk::play;
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
