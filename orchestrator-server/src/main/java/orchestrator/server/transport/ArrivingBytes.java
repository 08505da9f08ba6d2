package orchestrator.server.transport;

import io.grpc.Attributes;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import orchestrator.server.config.Settings;
import orchestrator.server.logging.RateLimitedLog;
import orchestrator.server.metrics.Metrics;
import orchestrator.server.metrics.TransportMetrics;
import orchestrator.server.metrics.TransportMetrics.Bound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the memory of requests, from their first byte until their calls have ended, and bounds it:
 * for each connection, and for all together.
 *
 * <p>A call that goes beyond its connection's bound is refused. Where the whole is full, room is
 * made by cutting a connection that leaves requests unfinished: so who sends what it has begun is
 * served, however many do not.
 */
@Singleton
public final class ArrivingBytes {
  /** What a line may pause. */
  private static final Duration STALLED = Duration.ofSeconds(1);

  /** Who has had something unfinished all this time gives way too, however it trickles. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  /** Health checks and most calls: they get through even when all is full. */
  private static final long SMALL = 64 << 10;

  /** A thousand calls may begin at once. */
  private static final long LEAST = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ArrivingBytes.class);

  private final RateLimitedLog complaints =
      new RateLimitedLog(LOG, "unfinished requests", e -> true);
  private final Limits limits;
  private final Connections connections;
  private final TransportMetrics metrics;
  private final ByteBudget all;

  /** Bounds how large a message may be, and how much of a connection may be held, and of all. */
  record Limits(long message, long connection, long all) {}

  /** Bounds of the greatest message, and of the direct memory that there is. */
  @Inject
  ArrivingBytes(Settings settings, Connections connections, Metrics metrics) {
    this(
        fitting(settings.limits().messageBytes(), PlatformDependent.maxDirectMemory()),
        connections,
        metrics.transport());
  }

  ArrivingBytes(Limits limits, Connections connections, TransportMetrics metrics) {
    this.limits = limits;
    this.connections = connections;
    this.metrics = metrics;
    this.all = new ByteBudget(limits.all());
    metrics.watchArriving(all::bytes);
  }

  /** A quarter of the direct memory, and of that two of the greatest requests for one. */
  static Limits fitting(long message, long directMemory) {
    long all = directMemory / 4;
    long connection = Math.min(Math.max(2 * message, LEAST), all / 4 * 3);
    if (connection < message + SMALL) {
      LOG.warn(
          "requests of more than {} bytes are refused: direct memory of {} bytes has room for no"
              + " more",
          connection - SMALL,
          directMemory);
    }
    return new Limits(message, connection, all);
  }

  /**
   * What arrives for a call; none if its connection has closed.
   *
   * @param transport of the connection on which it has come
   * @param refusal takes the reason, in the connection's thread, if the call is to be refused
   */
  public Optional<Arrival> open(Attributes transport, Consumer<String> refusal) {
    return connections.of(transport).map(open -> new Arrival(this, open, refusal));
  }

  /** Whether there is room for so many bytes, and if not, where not. Makes room if it can. */
  Optional<Bound> lacking(Connection connection, long bytes) {
    long held = connection.requests() + bytes;
    if (held <= SMALL) {
      return Optional.empty();
    }
    if (held > limits.connection()) {
      return Optional.of(Bound.CONNECTION);
    }
    while (!all.hasRoom(bytes)) {
      if (!makesRoom(connection, held)) {
        return Optional.of(Bound.ALL);
      }
    }
    return Optional.empty();
  }

  private boolean makesRoom(Connection asking, long held) {
    Predicate<Connection> other = some -> some != asking && !some.isLeaving() && some.partial() > 0;
    return cut(other.and(some -> some.silentNanos() > STALLED.toNanos()))
        || cut(other.and(some -> some.partialNanos() > SLOW.toNanos()))
        || cut(other.and(some -> some.partial() > held));
  }

  private boolean cut(Predicate<Connection> eligible) {
    Optional<Connection> fullest =
        connections.all().stream()
            .filter(eligible)
            .max(Comparator.comparingLong(Connection::partial));
    fullest.ifPresent(this::cut);
    return fullest.isPresent();
  }

  private void cut(Connection connection) {
    if (connection.leave()) {
      long bytes = connection.requests();
      connection.isLeaving(all, bytes);
      metrics.cut(TransportMetrics.Cut.UNFINISHED);
      complaints.about(
          connection + " has left requests of " + bytes + " bytes unfinished and is cut");
    }
  }

  /**
   * Whether a message is far too large, of which so much has come. What is a little too large is
   * let in, to be told its whole size.
   */
  boolean isFarTooLarge(long message) {
    return message > limits.message() + limits.message() / 2;
  }

  /** The sentence that tells the caller so. */
  String tooLarge(long message) {
    return tooLarge(message, limits.message());
  }

  /** The sentence for a message over a limit: grpc-go's, for which existing clients look. */
  public static String tooLarge(long bytes, long limit) {
    return "grpc: received message larger than max (" + bytes + " vs. " + limit + ")";
  }

  /** The sentence that tells the caller so. */
  String refused(Bound bound) {
    metrics.requestRefused(bound);
    return bound == Bound.CONNECTION
        ? "this connection has too many requests under way: at most %d bytes may be"
            .formatted(limits.connection())
        : "too many requests of all callers are under way: at most %d bytes may be"
            .formatted(limits.all());
  }

  void add(Connection connection, long bytes) {
    connection.addRequests(bytes);
    all.add(bytes);
  }
}
