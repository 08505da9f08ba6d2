package orchestrator.e2e.couchdb;

import java.io.IOException;
import java.util.Arrays;

/** Holds a request and the two connections on which a fault plays it. */
public final class ProxyExchange {
  private final HttpMessage request;
  private final ProxyConnection connection;

  ProxyExchange(HttpMessage request, ProxyConnection connection) {
    this.request = request;
    this.connection = connection;
  }

  HttpMessage request() {
    return request;
  }

  /** Sends the request to CouchDB and reads its answer. */
  HttpMessage pass() throws IOException {
    return pass(request);
  }

  /** Sends another request in this one's place. */
  HttpMessage pass(HttpMessage other) throws IOException {
    return connection.askCouchDb(other);
  }

  void answer(HttpMessage answer) throws IOException {
    connection.sendBack(answer.bytes());
  }

  /** Sends all but the end of an answer, then cuts. */
  void answerHalf(HttpMessage answer) throws IOException {
    byte[] all = answer.bytes();
    int end = all.length - Math.max(1, answer.body().length / 2);
    connection.sendBack(Arrays.copyOf(all, end));
    cut();
  }

  void cut() {
    connection.close();
  }
}
