package orchestrator.server.transport;

import io.grpc.Attributes;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import orchestrator.server.config.Settings;
import orchestrator.server.config.UnreadLimits;
import orchestrator.server.logging.RateLimitedLog;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.TransportMetrics;
import orchestrator.server.metrics.TransportMetrics.Bound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the memory of what waits for its readers, from before it is laid out for the transport
 * until the socket has taken it, and bounds it: for each connection, for each organization, and for
 * all together.
 *
 * <p>A connection that is full gets nothing more. Where an organization, or the whole, is full,
 * room is made by cutting a connection that has read nothing for a while: so who reads is served,
 * however many do not.
 */
@Singleton
public final class UnreadBytes {
  /** What a peer that reads may take to show it. */
  private static final Duration STALLED = Duration.ofMillis(250);

  /** Who reads so slowly that something has been waiting all this time gives way too. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  /** Answers of health checks and most calls: they get through even when all is full. */
  private static final long SMALL = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(UnreadBytes.class);

  private final RateLimitedLog complaints = new RateLimitedLog(LOG, "unread answers", e -> true);
  private final UnreadLimits limits;
  private final Connections connections;
  private final TransportMetrics metrics;
  private final ByteBudget all;
  private final Map<String, ByteBudget> organizations = new ConcurrentHashMap<>();

  /** Bounds of the settings, or of the direct memory that there is. */
  @Inject
  UnreadBytes(Settings settings, Connections connections, Metrics metrics) {
    this(
        fitting(settings.unread(), PlatformDependent.maxDirectMemory()),
        connections,
        metrics.transport());
  }

  UnreadBytes(UnreadLimits limits, Connections connections, TransportMetrics metrics) {
    this.limits = limits;
    this.connections = connections;
    this.metrics = metrics;
    this.all = new ByteBudget(limits.all());
  }

  /** So that neither a connection nor an organization can take everything. */
  static UnreadLimits fitting(UnreadLimits wanted, long directMemory) {
    long all = Math.min(wanted.all(), directMemory / 2);
    long organization = Math.min(wanted.organization(), all / 2);
    long connection = Math.min(wanted.connection(), organization / 2);
    UnreadLimits limits = new UnreadLimits(connection, organization, all);
    if (!limits.equals(wanted)) {
      LOG.info(
          "at most {} bytes may wait for their readers: {} of an organization, {} of a connection",
          all,
          organization,
          connection);
    }
    return limits;
  }

  /**
   * The account of a call or stream; none if its connection has closed.
   *
   * @param transport of the connection on which it has come
   * @param organization who asks; empty for what anybody may ask
   */
  public Optional<Account> open(Attributes transport, Optional<String> organization) {
    Optional<ByteBudget> budget = organization.map(this::budget);
    Optional<Connection> connection = connections.of(transport);
    connection.ifPresent(open -> budget.ifPresent(open::belongsTo));
    return connection.map(open -> new Account(this, open, budget));
  }

  private ByteBudget budget(String organization) {
    return organizations.computeIfAbsent(
        organization,
        name -> {
          ByteBudget budget = new ByteBudget(limits.organization());
          metrics.watchUnread(name, budget::bytes);
          return budget;
        });
  }

  /** Whether there is room for so many bytes, and if not, where not. Makes room if it can. */
  Optional<Bound> lacking(Connection connection, Optional<ByteBudget> organization, long bytes) {
    long waiting = connection.unread();
    if (waiting > SMALL && waiting + bytes > limits.connection()) {
      return Optional.of(Bound.CONNECTION);
    }
    if (waiting + bytes <= SMALL) {
      return Optional.empty();
    }
    if (organization.isPresent() && !hasRoom(organization.get(), connection, bytes)) {
      return Optional.of(Bound.ORGANIZATION);
    }
    return hasRoom(all, connection, bytes) ? Optional.empty() : Optional.of(Bound.ALL);
  }

  private boolean hasRoom(ByteBudget budget, Connection asking, long bytes) {
    if (!budget.canTake(bytes)) {
      return false;
    }
    while (!budget.hasRoom(bytes)) {
      if (asking.unread() > SMALL && asking.stalledNanos() > STALLED.toNanos()) {
        return false;
      }
      Predicate<Connection> eligible =
          other ->
              other != asking && (budget == all || other.belongs(budget)) && other.unread() > 0;
      if (!cut(eligible.and(other -> other.stalledNanos() > STALLED.toNanos()))
          && !cut(eligible.and(other -> other.unreadNanos() > SLOW.toNanos()))) {
        return false;
      }
    }
    return true;
  }

  private boolean cut(Predicate<Connection> eligible) {
    Optional<Connection> fullest =
        connections.all().stream()
            .filter(eligible.and(other -> !other.isLeaving()))
            .max(Comparator.comparingLong(Connection::unread));
    fullest.ifPresent(this::cut);
    return fullest.isPresent();
  }

  /** Cuts one that lets too much wait; what waits for it counts no longer. */
  void cut(Connection connection) {
    if (connection.leave()) {
      long bytes = connection.unread();
      connection.isLeaving(all, bytes);
      connection.organization().ifPresent(budget -> connection.isLeaving(budget, bytes));
      metrics.cut(TransportMetrics.Cut.UNREAD);
      complaints.about(connection + " has not read " + bytes + " bytes and is cut");
    }
  }

  void refused(Bound bound) {
    metrics.refused(bound);
  }

  UnreadLimits limits() {
    return limits;
  }

  void add(Connection connection, Optional<ByteBudget> organization, long bytes) {
    connection.addUnread(bytes);
    organization.ifPresent(budget -> budget.add(bytes));
    all.add(bytes);
  }
}
