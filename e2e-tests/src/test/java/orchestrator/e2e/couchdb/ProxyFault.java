package orchestrator.e2e.couchdb;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** Decides what the proxy does with a request. */
@FunctionalInterface
public interface ProxyFault {
  /** Plays a request to its end: an answer or a cut. */
  void play(ProxyExchange exchange) throws IOException, InterruptedException;

  /** Nothing goes wrong. */
  static ProxyFault none() {
    return exchange -> exchange.answer(exchange.pass());
  }

  /** The connection is cut, and CouchDB never sees the request. */
  static ProxyFault cutBefore() {
    return ProxyExchange::cut;
  }

  /** The connection is cut once CouchDB has answered; its answer is lost. */
  static ProxyFault cutAfter() {
    return exchange -> {
      exchange.pass();
      exchange.cut();
    };
  }

  /** The connection is cut within CouchDB's answer. */
  static ProxyFault cutInAnswer() {
    return exchange -> exchange.answerHalf(exchange.pass());
  }

  /** CouchDB sees the request after a while. */
  static ProxyFault delayRequest(Duration delay) {
    return exchange -> {
      Thread.sleep(delay.toMillis());
      exchange.answer(exchange.pass());
    };
  }

  /** CouchDB's answer comes after a while. */
  static ProxyFault delayAnswer(Duration delay) {
    return exchange -> {
      HttpMessage answer = exchange.pass();
      Thread.sleep(delay.toMillis());
      exchange.answer(answer);
    };
  }

  /** The proxy answers with a status, and CouchDB never sees the request. */
  static ProxyFault answer(int status) {
    return exchange -> exchange.answer(ownAnswer(status));
  }

  /** The proxy answers with CouchDB's words for an error, and CouchDB never sees the request. */
  static ProxyFault answer(int status, String error, String reason) {
    return exchange -> exchange.answer(refusal(status, error, reason));
  }

  /** CouchDB's answer gets another status; below 300 it keeps its body. */
  static ProxyFault passAndAnswer(int status) {
    return exchange -> {
      HttpMessage answer = exchange.pass();
      exchange.answer(status < 300 ? answer.withStatus(status) : ownAnswer(status));
    };
  }

  /** The proxy answers with a page of HTML, and CouchDB never sees the request. */
  static ProxyFault htmlPage(int status) {
    return exchange ->
        exchange.answer(
            HttpMessage.answer(status, "text/html", "<html><body>A proxy's page</body></html>"));
  }

  /** Of a bulk, CouchDB sees the first half; the rest is answered with an error. */
  static ProxyFault refuseHalfOfBulk(String error) {
    return exchange -> RefusedDocuments.play(exchange, 0.5, error, "The proxy says so.");
  }

  /**
   * The proxy answers a write as a CouchDB that cannot write does, which never sees it: with the
   * status, or, as bulks are answered, with 201 and an error for each document.
   */
  static ProxyFault refuseWrite(int status, String error, String reason) {
    return exchange -> {
      if (ProxiedRequest.of(exchange.request()).isBulk()) {
        RefusedDocuments.play(exchange, 0, error, reason);
      } else {
        exchange.answer(refusal(status, error, reason));
      }
    };
  }

  private static HttpMessage ownAnswer(int status) {
    return status < 300
        ? HttpMessage.answer(
            status,
            "application/json",
            "{\"ok\":true,\"id\":\"made-up\",\"rev\":\"1-00000000000000000000000000000000\"}")
        : refusal(status, "proxy", "The proxy says so.");
  }

  private static HttpMessage refusal(int status, String error, String reason) {
    JsonObject body = new JsonObject();
    body.addProperty("error", error);
    body.addProperty("reason", reason);
    return HttpMessage.answer(status, "application/json", body.toString());
  }
}
