package orchestrator.scenario.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Takes room for the transactions of one entry, up to its share. Safe for many threads. */
final class Allotment {
  private final Room room;
  private final long share;
  private final Runnable again;

  @GuardedBy("this")
  private long held;

  @GuardedBy("this")
  private boolean inLine;

  /** What it got by waiting in line, and has not used. */
  @GuardedBy("this")
  private long granted;

  /**
   * Begins without any room taken.
   *
   * @param share how much it may take; one transaction may be under way however large it is
   * @param again is run, on any thread, when there is room that {@link #take} did not find; must
   *     not block
   */
  Allotment(Room room, long share, Runnable again) {
    this.room = room;
    this.share = share;
    this.again = again;
  }

  /** Whether so much more is over its share. */
  synchronized boolean isOver(long bytes) {
    return held > 0 && held + bytes > share;
  }

  /** Takes room, or waits in line for it; whether it has been taken. */
  synchronized boolean take(long bytes) {
    if (granted != bytes) {
      if (inLine) {
        return false;
      }
      giveUnused();
      if (!room.take(bytes, () -> granted(bytes))) {
        inLine = true;
        return false;
      }
    }
    granted = 0;
    held += bytes;
    return true;
  }

  private void granted(long bytes) {
    synchronized (this) {
      inLine = false;
      granted = bytes;
    }
    again.run();
  }

  /** Gives back what a transaction took. */
  void give(long bytes) {
    synchronized (this) {
      held -= bytes;
    }
    room.give(bytes);
  }

  /** Gives back what nothing was sent with. */
  void giveUnused() {
    long unused;
    synchronized (this) {
      unused = granted;
      granted = 0;
    }
    if (unused > 0) {
      room.give(unused);
    }
  }
}
