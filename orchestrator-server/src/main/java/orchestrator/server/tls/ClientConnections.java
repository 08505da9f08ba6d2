package orchestrator.server.tls;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Ends each connection when the certificate that its client has shown counts no more. */
final class ClientConnections {
  /** Timers do not see that somebody sets the clock, so none waits longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Supplier<Optional<ClientTrust>> trust;
  private final Refusals refusals;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /** Connections whose clients have to be trusted by what {@code trust} gives at the moment. */
  ClientConnections(Supplier<Optional<ClientTrust>> trust, Refusals refusals) {
    this.trust = trust;
    this.refusals = refusals;
  }

  /** The handshake of a connection is done, or has failed. For the connection's thread. */
  void shaken(ChannelHandlerContext connection, SslHandler tls, Optional<Throwable> failure) {
    if (failure.isPresent()) {
      refusals.handshake(connection.channel().remoteAddress(), failure.get());
      return;
    }
    if (!"h2".equals(tls.applicationProtocol())) {
      refusals.protocol(connection.channel().remoteAddress());
      return;
    }
    if (trust.get().isPresent()) {
      Connection opened = new Connection(connection, MspIdCheck.shown(tls.engine().getSession()));
      open.add(opened);
      Object unused = connection.channel().closeFuture().addListener(closed -> opened.forget());
      opened.check();
    }
  }

  /** The CAs have changed. */
  void check() {
    open.forEach(connection -> connection.context.executor().execute(connection::check));
  }

  private final class Connection {
    private final ChannelHandlerContext context;
    private final List<X509Certificate> shown;
    private Instant end = Instant.MIN;
    private Optional<Future<?>> next = Optional.empty();

    private Connection(ChannelHandlerContext context, List<X509Certificate> shown) {
      this.context = context;
      this.shown = shown;
    }

    private void forget() {
      open.remove(this);
      stopWaiting();
    }

    /** Now, and from now on until the end. */
    private void check() {
      judge();
      waitFor(end);
    }

    /** Closes the connection when its client is not trusted any more. */
    private void judge() {
      if (!context.channel().isActive()) {
        return;
      }
      if (shown.isEmpty()) {
        Object unused = context.close();
        return;
      }
      Optional<Instant> until = trust.get().flatMap(now -> now.end(shown));
      end = until.orElse(Instant.MIN);
      if (until.isEmpty()) {
        close(Refusal.UNKNOWN_CA, "its CA is not trusted any more");
      } else {
        closeIfOver();
      }
    }

    private void closeIfOver() {
      if (!Instant.now().isBefore(end)) {
        close(Refusal.EXPIRED, "its certificate, or that of its CA, has expired");
      }
    }

    private void waitFor(Instant until) {
      stopWaiting();
      if (context.channel().isActive()) {
        long left = Duration.between(Instant.now(), until).toMillis() + 1;
        long millis = Math.max(1, Math.min(left, LONGEST_WAIT.toMillis()));
        next = Optional.of(context.executor().schedule(this::look, millis, MILLISECONDS));
      }
    }

    private void look() {
      closeIfOver();
      waitFor(end);
    }

    private void stopWaiting() {
      next.ifPresent(timer -> timer.cancel(false));
    }

    /**
     * Closes at once: what is being sent is cut, and calls in flight end UNAVAILABLE at the client.
     */
    private void close(Refusal reason, String detail) {
      refusals.closing(context.channel().remoteAddress(), reason, shown.get(0), detail);
      Object unused = context.close();
    }
  }
}
