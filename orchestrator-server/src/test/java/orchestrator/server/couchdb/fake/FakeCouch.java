package orchestrator.server.couchdb.fake;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A CouchDB in memory that listens on 127.0.0.1 and fails where a test asks it to:
 *
 * <pre>{@code
 * try (FakeCouch couch = FakeCouch.start()) {
 *   couch.on(RequestMatcher.of("PUT", "/[^/]+/journal:.*"), 2, Fault.cutAfter());
 *   // … use couch.url() …
 *   assertThat(couch.log().count(RequestMatcher.of("PUT", ".*"))).isEqualTo(3);
 * }
 * }</pre>
 *
 * <p>What it keeps outlives {@link #stopAnswering} and {@link #restart}. It may be used by many
 * threads.
 */
public final class FakeCouch implements AutoCloseable {
  static {
    // Or each answer waits up to 40 ms for the client to acknowledge the headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Router router;
  private final FaultPlan faults = new FaultPlan();
  private final RequestLog log = new RequestLog();
  private final Gate gate = new Gate();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          new ThreadFactoryBuilder().setNameFormat("fake-couch").setDaemon(true).build());
  private final InetSocketAddress address;
  private Optional<HttpServer> server;

  private FakeCouch(FakeCouchSettings settings) throws IOException {
    router = new Router(settings);
    HttpServer first = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    address = first.getAddress();
    server = Optional.of(first);
  }

  /** Starts one with the default settings on a free port. */
  public static FakeCouch start() throws IOException {
    return start(FakeCouchSettings.defaults());
  }

  /** Starts one on a free port. */
  public static FakeCouch start(FakeCouchSettings settings) throws IOException {
    return new FakeCouch(settings);
  }

  /** Where it listens, {@code http://127.0.0.1:port}, the same for all its life. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /**
   * Lets one request fail.
   *
   * @param nth which of the matching requests from now on, 1 for the next one
   */
  public void on(RequestMatcher matcher, int nth, Fault fault) {
    faults.on(matcher, nth, fault);
  }

  /** Lets all matching requests fail until {@link #clearFaults}. */
  public void onEach(RequestMatcher matcher, Fault fault) {
    faults.onEach(matcher, fault);
  }

  /** Forgets all faults that were asked for. */
  public void clearFaults() {
    faults.clear();
  }

  /** Answers nothing from now on, until {@link #goOnAnswering}. */
  public synchronized void stopAnswering(Silence silence) {
    switch (silence) {
      case HANGING -> gate.hold();
      case REFUSING -> {
        gate.stop();
        server.ifPresent(running -> running.stop(0));
        server = Optional.empty();
      }
    }
  }

  /** Answers again, on the same port and with all that was written before. */
  public synchronized void goOnAnswering() throws IOException {
    gate.open();
    if (server.isEmpty()) {
      server = Optional.of(listen(address));
    }
  }

  /** Cuts all connections, forgets requests under way, and answers again. */
  public void restart() throws IOException {
    stopAnswering(Silence.REFUSING);
    goOnAnswering();
  }

  /** The requests up to now. */
  public RequestLog log() {
    return log;
  }

  /** How often a database, which must be there, was asked to compact itself. */
  public int compactions(String database) {
    return router.compactions(database);
  }

  @Override
  public void close() {
    stopAnswering(Silence.REFUSING);
    threads.shutdownNow();
  }

  private HttpServer listen(InetSocketAddress where) throws IOException {
    HttpServer listening = HttpServer.create(where, 0);
    listening.createContext("/", this::handle);
    listening.setExecutor(threads);
    listening.start();
    return listening;
  }

  private void handle(HttpExchange http) throws IOException {
    long arrival = gate.arrive();
    try {
      Request request = Request.read(http);
      if (gate.pass(arrival)) {
        faults.of(request).play(new Exchange(http, request, router, log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      http.close();
    }
  }
}
