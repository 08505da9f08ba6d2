package orchestrator.server.transport;

import java.util.Optional;
import orchestrator.server.metrics.TransportMetrics.Bound;

/** Counts what waits of one call or stream. */
public final class Account {
  /** The transport lays out each message in pieces of this size at least. */
  private static final long PIECE = 4 << 10;

  private final UnreadBytes unread;
  private final Connection connection;
  private final Optional<ByteBudget> organization;
  private long held;
  private boolean closed;

  Account(UnreadBytes unread, Connection connection, Optional<ByteBudget> organization) {
    this.unread = unread;
    this.connection = connection;
    this.organization = organization;
  }

  /** Why no message of so many bytes may be sent now, as a sentence; empty if it may. */
  public Optional<String> objection(long bytes) {
    Optional<Bound> bound = unread.lacking(connection, organization, taken(bytes));
    bound.ifPresent(unread::refused);
    return bound.map(this::sentence);
  }

  private String sentence(Bound bound) {
    return switch (bound) {
      case CONNECTION ->
          "this connection lets too many answers wait unread: at most %d bytes may"
              .formatted(unread.limits().connection());
      case ORGANIZATION ->
          "the organization's connections let too many answers wait unread: at most %d bytes may"
              .formatted(unread.limits().organization());
      case ALL ->
          "too many answers of all callers wait unread: at most %d bytes may"
              .formatted(unread.limits().all());
    };
  }

  /** Whether a stream may send on. */
  public boolean hasRoom() {
    return unread.lacking(connection, organization, PIECE).isEmpty();
  }

  /** A message of so many bytes is handed to the transport; before it is laid out. */
  public synchronized void add(long bytes) {
    if (!closed) {
      held += taken(bytes);
      unread.add(connection, organization, taken(bytes));
    }
  }

  private static long taken(long bytes) {
    return Math.max(PIECE, bytes);
  }

  /** How much waits. */
  public synchronized long held() {
    return held;
  }

  /** The transport has taken everything. */
  public synchronized void release() {
    if (held > 0) {
      unread.add(connection, organization, -held);
      held = 0;
    }
  }

  /** The call has ended in the transport: nothing of it waits. */
  public synchronized void close() {
    closed = true;
    release();
  }

  /** Cuts the connection if far more waits for it than may. */
  public void cutIfFlooded() {
    if (connection.unread() > 2 * unread.limits().connection()) {
      unread.cut(connection);
    }
  }

  /** Runs a task a little later, in the connection's own thread; never if it has closed. */
  public void later(Runnable task) {
    connection.later(task);
  }
}
