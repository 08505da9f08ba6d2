package orchestrator.client.worker;

/** Limits what runs at the same time, and ends. */
final class Slots {
  private final int limit;
  private int taken;
  private boolean closed;

  Slots(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1");
    }
    this.limit = limit;
  }

  /** Waits for a free slot and takes it; false when there will be none any more. */
  synchronized boolean acquire() throws InterruptedException {
    while (taken == limit && !closed) {
      wait();
    }
    if (closed) {
      return false;
    }
    taken++;
    return true;
  }

  synchronized void release() {
    taken--;
    notifyAll();
  }

  /** Gives out no more slots; those who wait for one stop waiting. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
