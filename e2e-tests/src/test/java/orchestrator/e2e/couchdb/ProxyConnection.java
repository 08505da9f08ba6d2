package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Joins a client's connection and the one to CouchDB that serves it alone. */
final class ProxyConnection implements AutoCloseable {
  /** Servers close what has been silent for longer: pouchdb-server after five seconds. */
  private static final long MOST_SILENCE = TimeUnit.SECONDS.toNanos(2);

  private final Socket client;
  private final InputStream fromClient;
  private final InetSocketAddress couchDb;
  private Optional<Socket> upstream = Optional.empty();
  private Optional<InputStream> fromCouchDb = Optional.empty();
  private long lastAnswer;
  private boolean closed;

  ProxyConnection(Socket client, InetSocketAddress couchDb) throws IOException {
    this.client = client;
    this.couchDb = couchDb;
    client.setTcpNoDelay(true);
    fromClient = new BufferedInputStream(client.getInputStream());
  }

  /** The client's next request; empty when it has closed the connection. */
  Optional<HttpMessage> nextRequest() throws IOException {
    Optional<HttpMessage.Head> head = HttpMessage.readHead(fromClient);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    if (head.get().has("Expect", "100-continue")) {
      sendBack("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    return Optional.of(HttpMessage.readRequest(head.get(), fromClient));
  }

  HttpMessage askCouchDb(HttpMessage request) throws IOException {
    Socket socket = upstream();
    socket.getOutputStream().write(request.bytes());
    InputStream answers = fromCouchDb.orElseThrow();
    String method = ProxiedRequest.of(request).method();
    HttpMessage answer = HttpMessage.readAnswer(method, answers);
    lastAnswer = System.nanoTime();
    return answer;
  }

  private synchronized Socket upstream() throws IOException {
    if (closed) {
      throw new IOException("the connection was cut");
    }
    if (upstream.isPresent() && System.nanoTime() - lastAnswer > MOST_SILENCE) {
      closeQuietly(upstream.get());
      upstream = Optional.empty();
    }
    if (upstream.isEmpty()) {
      Socket socket = new Socket();
      upstream = Optional.of(socket);
      socket.setTcpNoDelay(true);
      socket.connect(couchDb);
      fromCouchDb = Optional.of(new BufferedInputStream(socket.getInputStream()));
    }
    return upstream.get();
  }

  void sendBack(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
  }

  /** Cuts both connections. */
  @Override
  public synchronized void close() {
    closed = true;
    closeQuietly(client);
    upstream.ifPresent(ProxyConnection::closeQuietly);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is out of use either way.
    }
  }
}
