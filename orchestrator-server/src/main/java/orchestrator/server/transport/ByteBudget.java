package orchestrator.server.transport;

import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes that wait, and bounds them. */
final class ByteBudget {
  private final long most;
  private final AtomicLong bytes = new AtomicLong();
  // Of connections that have been cut and are not gone yet.
  private final AtomicLong leaving = new AtomicLong();

  ByteBudget(long most) {
    this.most = most;
  }

  /** Whether so many would fit if nothing else waited. */
  boolean canTake(long more) {
    return more <= most;
  }

  long bytes() {
    return bytes.get();
  }

  void add(long more) {
    bytes.addAndGet(more);
  }

  void addLeaving(long more) {
    leaving.addAndGet(more);
  }

  boolean hasRoom(long more) {
    return bytes.get() - leaving.get() + more <= most;
  }
}
