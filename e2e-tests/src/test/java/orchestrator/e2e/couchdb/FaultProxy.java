package orchestrator.e2e.couchdb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands between a server and its CouchDB and lets requests fail one by one:
 *
 * <pre>{@code
 * proxy.on(ProxiedRequest.like("PUT", "/[^/]+/journal:.*"), 3, ProxyFault.cutAfter());
 * }</pre>
 *
 * <p>It speaks HTTP/1.1 on 127.0.0.1, in the clear or through TLS; with CouchDB always in the
 * clear.
 */
public final class FaultProxy implements AutoCloseable {
  private final URI couchDb;
  private final String scheme;
  private final ServerSocketFactory sockets;
  private final InetSocketAddress address;
  private final ProxyFaultPlan faults = new ProxyFaultPlan();
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private Optional<ServerSocket> listening;
  private boolean hanging;

  private FaultProxy(URI couchDb, String scheme, ServerSocketFactory sockets) throws IOException {
    this.couchDb = couchDb;
    this.scheme = scheme;
    this.sockets = sockets;
    ServerSocket first = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.getLocalPort());
    listening = Optional.of(first);
    accept(first);
  }

  /** Starts a proxy on a free port in front of a CouchDB's {@code http} URL. */
  public static FaultProxy start(URI couchDb) throws IOException {
    return new FaultProxy(couchDb, "http", ServerSocketFactory.getDefault());
  }

  /** The same for clients that come through TLS. */
  public static FaultProxy start(URI couchDb, SSLContext tls) throws IOException {
    return new FaultProxy(couchDb, "https", tls.getServerSocketFactory());
  }

  /** CouchDB's URL with the proxy's scheme and address in it; user and password, if any, stay. */
  public URI url() {
    try {
      String path = couchDb.getPath();
      return new URI(
          scheme, couchDb.getUserInfo(), "127.0.0.1", address.getPort(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("made of the parts of a URL", e);
    }
  }

  /**
   * Lets one request fail.
   *
   * @param nth which of the matching requests from now on, 1 for the next one
   */
  public void on(Predicate<ProxiedRequest> matcher, int nth, ProxyFault fault) {
    faults.on(matcher, nth, fault);
  }

  /** Lets all matching requests fail until {@link #clearFaults}. */
  public void onEach(Predicate<ProxiedRequest> matcher, ProxyFault fault) {
    faults.onEach(matcher, fault);
  }

  /** Forgets all faults that were asked for. */
  public void clearFaults() {
    faults.clear();
  }

  /** How many requests came in up to now. */
  public int requests() {
    return requests.get();
  }

  /** Cuts all connections and refuses new ones until {@link #goOn}. */
  public synchronized void refuseAll() throws IOException {
    if (listening.isPresent()) {
      listening.get().close();
      listening = Optional.empty();
    }
    connections.forEach(ProxyConnection::close);
  }

  /** Reads requests and holds them back until {@link #goOn}, when CouchDB gets them. */
  public synchronized void hangAll() {
    hanging = true;
  }

  /** Ends {@link #refuseAll} and {@link #hangAll}. */
  public synchronized void goOn() throws IOException {
    release();
    if (listening.isEmpty()) {
      ServerSocket again = open(address);
      listening = Optional.of(again);
      accept(again);
    }
  }

  /** Ends the proxy; requests that are held back are dropped. */
  @Override
  public synchronized void close() throws IOException {
    refuseAll();
    release();
  }

  private synchronized void release() {
    hanging = false;
    notifyAll();
  }

  private ServerSocket open(InetSocketAddress where) throws IOException {
    ServerSocket socket = sockets.createServerSocket();
    socket.setReuseAddress(true);
    socket.bind(where);
    return socket;
  }

  private void accept(ServerSocket socket) {
    inBackground(
        () -> {
          while (!socket.isClosed()) {
            try {
              serve(socket, socket.accept());
            } catch (IOException e) {
              // The proxy was closed, as the loop's condition tells, or a client went away at once.
            }
          }
        });
  }

  private synchronized void serve(ServerSocket from, Socket client) throws IOException {
    if (from.isClosed()) {
      client.close();
      return;
    }
    int port = couchDb.getPort() < 0 ? 80 : couchDb.getPort();
    ProxyConnection connection =
        new ProxyConnection(client, new InetSocketAddress(couchDb.getHost(), port));
    connections.add(connection);
    inBackground(() -> play(connection));
  }

  private void play(ProxyConnection connection) {
    try (connection) {
      Optional<HttpMessage> request = connection.nextRequest();
      while (request.isPresent()) {
        requests.incrementAndGet();
        awaitGoingOn();
        ProxyFault fault = faults.of(ProxiedRequest.of(request.get()));
        fault.play(new ProxyExchange(request.get(), connection));
        request = connection.nextRequest();
      }
    } catch (IOException e) {
      // One of the two sides went away, or a fault cut them: the other is cut, too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  private synchronized void awaitGoingOn() throws InterruptedException {
    while (hanging) {
      wait();
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
