package orchestrator.flow.http;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests that came to a host: those that are being done, all of them, and what the
 * latest others led to. So one that comes again is not done again. Safe for use by many threads.
 */
final class Inbox {
  private static final int MOST_DONE = 100_000;
  private static final int MOST_TAKEN = 100_000;

  /** What a request has led to: its answer, and why nobody takes that. */
  record Done(Letter answer, @Nullable String refusal) {
    long chars() {
      return answer.text().length();
    }
  }

  /** Says what a request is that has come. */
  sealed interface Arrival permits New, Busy, Again, Full {}

  /** The request is new, and is to be done. */
  record New() implements Arrival {}

  /** The request has come before and is being done. */
  record Busy() implements Arrival {}

  /**
   * The request has come before and was done; its answer is to be brought once more unless nobody
   * takes it.
   */
  record Again(Done done) implements Arrival {}

  /** There is no room for the request. */
  record Full() implements Arrival {}

  private final int mostBusy;
  private final long mostChars;
  private final Map<String, Integer> busy = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Done> done = new LinkedHashMap<>();
  private long busyChars;
  private long doneChars;

  /**
   * Remembers nothing yet.
   *
   * @param mostBusy how many requests may be under way
   * @param mostChars how long all that are under way may be together, and all answers
   */
  Inbox(int mostBusy, long mostChars) {
    this.mostBusy = mostBusy;
    this.mostChars = mostChars;
  }

  synchronized Arrival arrived(String key, int chars) {
    if (busy.containsKey(key) || taken.contains(key)) {
      return new Busy();
    }
    Done before = done.get(key);
    if (before != null && before.refusal() != null) {
      return new Again(before);
    }
    if (busy.size() >= mostBusy
        || taken.size() >= MOST_TAKEN
        || (busyChars + chars > mostChars && !busy.isEmpty())) {
      return new Full();
    }
    busy.put(key, chars);
    busyChars += chars;
    if (before != null) {
      drop(key);
      return new Again(before);
    }
    return new New();
  }

  /**
   * An orchestrator has the answer to a request, which it may lose yet. It takes no room from those
   * that come: the orchestrator may wait for one of them.
   */
  synchronized void taken(String key) {
    if (busy.containsKey(key)) {
      free(key);
      taken.add(key);
    }
  }

  /** A request is done: its answer was taken, or will never be. */
  synchronized void done(String key, Done how) {
    free(key);
    drop(key);
    done.put(key, how);
    doneChars += how.chars();
    Iterator<Done> oldest = done.values().iterator();
    while (done.size() > MOST_DONE || (doneChars > mostChars && done.size() > 1)) {
      doneChars -= oldest.next().chars();
      oldest.remove();
    }
  }

  /** A request is to be done anew if it comes again. */
  synchronized void forget(String key) {
    free(key);
    drop(key);
  }

  private void free(String key) {
    taken.remove(key);
    Integer chars = busy.remove(key);
    busyChars -= chars == null ? 0 : chars;
  }

  private void drop(String key) {
    Done before = done.remove(key);
    doneChars -= before == null ? 0 : before.chars();
  }
}
