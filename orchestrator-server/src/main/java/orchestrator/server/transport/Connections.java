package orchestrator.server.transport;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.server.config.Settings;
import orchestrator.server.logging.RateLimitedLog;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.TransportMetrics;
import org.slf4j.LoggerFactory;

/** Holds all open connections of the gRPC port, from the moment at which they are accepted. */
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // A listener is told; nobody waits.
public final class Connections {
  private final Map<Connection.Ends, Connection> open = new ConcurrentHashMap<>();
  private final RateLimitedLog complaints =
      new RateLimitedLog(LoggerFactory.getLogger(Connections.class), "stalled peer", e -> true);
  private final RateLimitedLog crowd =
      new RateLimitedLog(LoggerFactory.getLogger(Connections.class), "connections", e -> true);
  private final Duration stall;
  private final ConnectionLimit limit;
  private final TransportMetrics metrics;

  /** Begins without a connection. */
  @Inject
  Connections(Settings settings, Metrics metrics) {
    this.stall = settings.connections().keepalive().plus(settings.connections().keepaliveTimeout());
    this.metrics = metrics.transport();
    this.limit =
        ConnectionLimit.fitting(settings.connections().most(), PlatformDependent.maxDirectMemory());
    this.metrics.watchConnections(open::size, limit.most(), this::fullest);
  }

  private long fullest() {
    return open.values().stream().mapToLong(Connection::unread).max().orElse(0);
  }

  Collection<Connection> all() {
    return open.values();
  }

  /** How long a peer may take no byte of what waits for it. */
  Duration stall() {
    return stall;
  }

  void stalled(Connection connection) {
    complaints.about(connection + " has taken no byte for " + stall.toSeconds() + " s and is cut");
    metrics.cut(TransportMetrics.Cut.STALLED);
  }

  void add(Connection.Ends ends, Connection connection) {
    open.put(ends, connection);
    metrics.accepted();
  }

  void remove(Connection.Ends ends, Connection connection) {
    open.remove(ends, connection);
  }

  /** The connection on which a call has come, if it is still open. */
  Optional<Connection> of(Attributes transport) {
    var local = transport.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
    var remote = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return local == null || remote == null
        ? Optional.empty()
        : Optional.ofNullable(open.get(new Connection.Ends(local, remote)));
  }

  /** Closes every socket now, whatever waits. */
  public void cut() {
    open.values().forEach(Connection::cut);
  }

  /** Sees each socket first, when it is put first into the pipeline of what accepts them. */
  ChannelInboundHandlerAdapter accepting() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel channel = (Channel) accepted;
        if (limit.enter() || (makePlace(channel) && limit.enter())) {
          Connection connection = new Connection(channel, Connections.this);
          channel.closeFuture().addListener(closed -> giveUpPlace(connection));
          channel.pipeline().addFirst(connection);
          context.fireChannelRead(accepted);
        } else {
          refuse(channel);
        }
      }
    };
  }

  private boolean makePlace(Channel asking) {
    Optional<Connection> idle = limit.leastUsed(open.values());
    idle.filter(Connection::leave)
        .ifPresent(
            connection -> {
              giveUpPlace(connection);
              metrics.cut(TransportMetrics.Cut.IDLE);
              crowd.about(
                  limit.most()
                      + " are open, so that "
                      + connection
                      + ", which has no call, is cut for one from "
                      + asking.remoteAddress());
            });
    return idle.isPresent();
  }

  private void giveUpPlace(Connection connection) {
    if (connection.givesUpPlace()) {
      limit.left();
    }
  }

  private void refuse(Channel channel) {
    crowd.about(
        limit.most()
            + " are open and have calls or are new, so that one from "
            + channel.remoteAddress()
            + " is refused");
    metrics.connectionRefused();
    channel.unsafe().closeForcibly();
  }
}
