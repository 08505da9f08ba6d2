package orchestrator.scenario.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Shares out the memory that transactions under way take, among all nodes of all runs. Who finds
 * none left waits in line. Safe for many threads.
 */
final class Room {
  /** What is kept of a transaction besides its payload. */
  private static final long OVERHEAD = 1_024;

  /** A payload is held as text of two characters for each byte, and once more as what is sent. */
  private static final long COPIES = 4;

  private final long most;

  @GuardedBy("this")
  private final Deque<Waiting> line = new ArrayDeque<>();

  @GuardedBy("this")
  private long taken;

  private record Waiting(long bytes, Runnable granted) {}

  /**
   * Nothing of it is taken.
   *
   * @param most bytes that may be taken; one transaction may be under way however large it is
   */
  Room(long most) {
    this.most = most;
  }

  /** How much a transaction takes whose payload has this size. */
  static long of(int size) {
    return OVERHEAD + COPIES * size;
  }

  /** How much there is for each of some nodes, so that one that hangs leaves the others theirs. */
  long share(int nodes) {
    return most / Math.max(1, nodes);
  }

  /**
   * Takes some of it, or waits in line until it is there.
   *
   * @param granted is called once it has been taken, if that was not at once; on any thread
   * @return whether it was taken at once
   */
  synchronized boolean take(long bytes, Runnable granted) {
    if (line.isEmpty() && fits(bytes)) {
      taken += bytes;
      return true;
    }
    line.add(new Waiting(bytes, granted));
    return false;
  }

  /** Gives back what was taken, to those in line. */
  void give(long bytes) {
    List<Runnable> granted = new ArrayList<>();
    synchronized (this) {
      taken -= bytes;
      while (!line.isEmpty() && fits(line.element().bytes())) {
        Waiting first = line.remove();
        taken += first.bytes();
        granted.add(first.granted());
      }
    }
    granted.forEach(Runnable::run);
  }

  @GuardedBy("this")
  private boolean fits(long bytes) {
    return taken == 0 || taken + bytes <= most;
  }
}
