package orchestrator.server.couchdb;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import orchestrator.server.storage.StorageException;

/**
 * Queues committed groups on their way from the journal into documents of their own: first they
 * wait to be folded, then to have their slots emptied. Any number of threads.
 */
final class Backlog {
  /** Bytes of rows that may wait; a single group may be larger. */
  private static final long MOST_BYTES = 64 << 20;

  /** The fewer bulks the cheaper; the other half of the ring takes groups meanwhile. */
  private static final int WORTH_FOLDING = Journal.SLOTS / 2;

  /** When no group comes for so long, those that are there are folded. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LONGEST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** For so long the journal keeps what is folded, for those who follow. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ArrayDeque<JournalEntry> waiting = new ArrayDeque<>();
  // Folded, and their rows in the journal still: whoever follows reads them there.
  private final ArrayDeque<JournalEntry> full = new ArrayDeque<>();
  private long bytes;
  private long foldedAt;
  private boolean draining;
  private boolean stopped;

  /** Adds a committed group, after those of lower positions. */
  synchronized void add(JournalEntry entry) {
    waiting.add(entry);
    bytes += entry.bytes();
    notifyAll();
  }

  /** Adds groups that are folded, whose slots are to be emptied. */
  synchronized void addFolded(List<JournalEntry> entries) {
    full.addAll(entries);
  }

  /** Drops all: another server folds it. */
  synchronized void forget() {
    waiting.clear();
    full.clear();
    bytes = 0;
    notifyAll();
  }

  /** How many groups wait to be folded. */
  synchronized int size() {
    return waiting.size();
  }

  /**
   * Waits until the slot of the next group holds nothing that is nowhere else, and not too much
   * waits.
   *
   * @param deadline of {@link System#nanoTime}
   * @return false if that takes too long
   */
  synchronized boolean awaitRoom(long deadline) {
    // A lap of the ring less one: the slot of the group that is folded last is emptied last.
    while (waiting.size() >= Journal.SLOTS - 1 || bytes > MOST_BYTES) {
      if (!await(deadline)) {
        return false;
      }
    }
    return true;
  }

  /** Waits for news until a deadline; false if it has passed already. */
  private boolean await(long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.timedWait(this, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted", e);
    }
  }

  private boolean awaitFor(long nanos) {
    return await(System.nanoTime() + nanos);
  }

  /** Waits until there is something to fold or to empty; false when it is stopped. */
  synchronized boolean awaitWork() {
    while (waiting.isEmpty() && !isQuiet() && !stopped) {
      awaitFor(QUIET_NANOS / 10);
    }
    return !stopped;
  }

  /** The groups that are to be folded now, oldest first, when enough have gathered. */
  synchronized List<JournalEntry> next() {
    long deadline = System.nanoTime() + LONGEST_GATHERING_NANOS;
    int before = -1;
    while (waiting.size() > before && !isEnough() && deadline - System.nanoTime() > 0) {
      before = waiting.size();
      long pause = System.nanoTime() + PAUSE_NANOS;
      while (waiting.size() == before && !isEnough() && await(pause)) {
        // Woken for something else.
      }
    }
    return List.copyOf(waiting);
  }

  private boolean isEnough() {
    return waiting.isEmpty()
        || waiting.size() >= WORTH_FOLDING
        || bytes > MOST_BYTES / 2
        || draining
        || stopped;
  }

  /** Says that these groups, the oldest ones, are folded. */
  synchronized void folded(List<JournalEntry> groups) {
    for (JournalEntry group : groups) {
      // They are not the oldest any more if all was forgotten meanwhile.
      if (!waiting.isEmpty() && waiting.element().id().equals(group.id())) {
        waiting.remove();
        bytes -= group.bytes();
        full.add(group.folded());
        foldedAt = System.nanoTime();
      }
    }
    notifyAll();
  }

  /**
   * The groups whose slots are to be emptied now: all when it is quiet. Under load, slots are
   * written over before anybody need empty them.
   */
  synchronized List<JournalEntry> toEmpty() {
    return full.stream()
        .limit(isQuiet() ? full.size() : Math.max(0, full.size() - Journal.SLOTS))
        .toList();
  }

  /** True if the journal has rows that nobody will come for any more. */
  private boolean isQuiet() {
    return !full.isEmpty() && System.nanoTime() - foldedAt > QUIET_NANOS;
  }

  /** Says that nothing is left to be done for some groups. */
  synchronized void emptied(List<JournalEntry> groups) {
    Set<String> done = groups.stream().map(JournalEntry::id).collect(Collectors.toSet());
    full.removeIf(group -> done.contains(group.id()));
  }

  /**
   * Waits until all is folded, or until that fails, or until a deadline of {@link System#nanoTime}.
   */
  synchronized void drain(long deadline) {
    draining = true;
    notifyAll();
    while (!waiting.isEmpty() && !stopped && await(deadline)) {
      // One batch less.
    }
  }

  /** Says that folding has failed: it is tried again, unless this is the end. */
  synchronized void failed() {
    if (draining) {
      stop();
    }
  }

  /** Ends the waiting for work. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
