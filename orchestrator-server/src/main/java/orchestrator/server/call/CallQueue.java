package orchestrator.server.call;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Queues calls: in order for each organization, and the organizations in turn, so that one that
 * sends many does not make the others wait for all of them.
 *
 * <p>Bounded by calls and by bytes, of which no organization gets more than half: a flood from one
 * leaves room for the others. Safe for many threads.
 */
public final class CallQueue<C extends CallQueue.Entry> {
  /** Tells whose a call is that waits, and how large. */
  public interface Entry {
    /** Who calls. */
    String organization();

    /** The size of the request. */
    int bytes();
  }

  private final QueueLimit limit;
  private final Map<String, Line<C>> lines = new LinkedHashMap<>();
  private int calls;
  private long bytes;
  private boolean closed;

  /** An empty queue. */
  public CallQueue(QueueLimit limit) {
    this.limit = limit;
  }

  /** Tells what became of a call that was offered. */
  public enum Offer {
    TAKEN,
    /** There is no room. */
    FULL,
    /** No more calls are taken. */
    CLOSED
  }

  /** Adds a call at the end of its organization's, where there is room. */
  public synchronized Offer offer(C call) {
    if (closed) {
      return Offer.CLOSED;
    }
    Line<C> line = lines.getOrDefault(call.organization(), new Line<>());
    // A call that is over the limit by itself still gets its turn when nothing else waits.
    boolean alone = calls == 0;
    boolean fits =
        calls < limit.calls()
            && line.calls.size() < Math.max(1, limit.calls() / 2)
            && bytes + call.bytes() <= limit.bytes()
            && line.bytes + call.bytes() <= limit.bytes() / 2;
    if (!alone && !fits) {
      return Offer.FULL;
    }
    line.calls.add(call);
    line.bytes += call.bytes();
    lines.putIfAbsent(call.organization(), line);
    calls++;
    bytes += call.bytes();
    return Offer.TAKEN;
  }

  /** Takes the call whose turn it is. */
  public synchronized Optional<C> poll() {
    return poll(organization -> true);
  }

  /** As {@link #poll()}, among the organizations that may have a turn now. */
  public synchronized Optional<C> poll(Predicate<String> may) {
    Iterator<Map.Entry<String, Line<C>>> turns = lines.entrySet().iterator();
    while (turns.hasNext()) {
      Map.Entry<String, Line<C>> turn = turns.next();
      if (may.test(turn.getKey())) {
        turns.remove();
        return Optional.of(take(turn.getKey(), turn.getValue()));
      }
    }
    return Optional.empty();
  }

  /** The organization's first call; with what it has left it comes after all others. */
  private C take(String organization, Line<C> line) {
    C call = line.calls.remove();
    line.bytes -= call.bytes();
    if (!line.calls.isEmpty()) {
      lines.put(organization, line);
    }
    calls--;
    bytes -= call.bytes();
    return call;
  }

  /** Takes no more calls; those that wait stay. */
  public synchronized void close() {
    closed = true;
  }

  /** How many calls wait. */
  public synchronized int calls() {
    return calls;
  }

  /** How many bytes the requests have that wait. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Holds the calls of one organization in their order. */
  private static final class Line<C> {
    private final ArrayDeque<C> calls = new ArrayDeque<>();
    private long bytes;
  }
}
