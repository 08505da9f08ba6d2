package orchestrator.server.ledger;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the blocks that a peer has given, for those who wait for one of them. */
final class AwaitableHeight implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long height;
  private boolean closed;

  /** The number of blocks; 0 as long as the peer has given none. */
  long get() {
    return height;
  }

  /** The peer has so many blocks now. */
  void set(long blocks) {
    lock.lock();
    try {
      height = blocks;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the peer has so many blocks.
   *
   * @return false when it does not have them in time, or this is closed
   * @throws CancellationException when the thread is interrupted
   */
  boolean await(long blocks, Duration atMost) {
    if (height >= blocks) {
      return true;
    }
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (height < blocks && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return height >= blocks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the server is stopping");
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waits, and lets nobody wait any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
