package orchestrator.server.transport;

import java.util.Optional;
import java.util.function.Consumer;
import orchestrator.server.metrics.TransportMetrics.Bound;

/**
 * Counts what is held of the requests of one call. Its thread is its connection's, but for the end.
 */
public final class Arrival {
  /** What a piece of a message may keep from being freed, however small it is. */
  private static final long PIECE = Sockets.MOST_READ_AT_ONCE;

  /** The five bytes before a message are told to nobody, and may come one by one. */
  private static final long START = 4 * PIECE;

  private final ArrivingBytes arriving;
  private final Connection connection;
  private final Consumer<String> refusal;
  private long held;
  private long message;
  private boolean complete;
  private boolean refused;
  private boolean closed;

  Arrival(ArrivingBytes arriving, Connection connection, Consumer<String> refusal) {
    this.arriving = arriving;
    this.connection = connection;
    this.refusal = refusal;
    connection.callBegan();
  }

  /** The call has begun. */
  public void begin() {
    take(START);
  }

  /** A piece of a message has come. */
  public synchronized void piece(long bytes) {
    message += bytes;
    if (arriving.isFarTooLarge(message)) {
      refuse(arriving.tooLarge(message));
    }
    take(Math.max(PIECE, bytes));
  }

  /** A message has come whole: its pieces are free as soon as it is read. */
  public synchronized void whole() {
    message = 0;
    release();
  }

  /** So much of a message that has come whole has been read. */
  public void read(long bytes) {
    take(bytes);
  }

  /** The caller has sent everything; what is held now waits for us. */
  public synchronized void complete() {
    complete = true;
    connection.addPartial(-held);
  }

  private synchronized void take(long bytes) {
    if (closed || refused) {
      return;
    }
    Optional<Bound> lacking = arriving.lacking(connection, bytes);
    if (lacking.isPresent()) {
      refuse(arriving.refused(lacking.get()));
      return;
    }
    add(bytes);
  }

  private void refuse(String why) {
    if (!closed && !refused) {
      refused = true;
      // Not from within the transport, which is in the midst of this call's message.
      connection.soon(() -> refusal.accept(why));
    }
  }

  /** True once the call has been refused: nothing of it may be run any more. */
  public synchronized boolean isRefused() {
    return refused;
  }

  private synchronized void release() {
    add(-held);
  }

  private void add(long bytes) {
    held += bytes;
    arriving.add(connection, bytes);
    if (!complete) {
      connection.addPartial(bytes);
    }
  }

  /** The call has ended in the transport. */
  public synchronized void close() {
    if (!closed) {
      connection.callEnded();
    }
    closed = true;
    release();
  }
}
