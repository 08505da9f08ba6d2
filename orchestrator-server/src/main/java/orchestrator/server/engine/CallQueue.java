package orchestrator.server.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that wait for a channel's writer: in order for each organization, and the organizations
 * in turn, so that one that sends many does not make the others wait for all of them.
 *
 * <p>Bounded by calls and by bytes, of which no organization gets more than half: a flood from one
 * leaves room for the others. Safe for many threads.
 */
final class CallQueue {
  private final QueueLimit limit;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private int calls;
  private long bytes;
  private boolean closed;

  CallQueue(QueueLimit limit) {
    this.limit = limit;
  }

  /** What became of a call that was offered. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /** Adds a call at the end of its organization's, where there is room. */
  synchronized Offer offer(Job<?, ?> job) {
    if (closed) {
      return Offer.CLOSED;
    }
    Line line = lines.getOrDefault(job.caller().requester(), new Line());
    // A call that is over the limit by itself still gets its turn when nothing else waits.
    boolean alone = calls == 0;
    boolean fits =
        calls < limit.calls()
            && line.jobs.size() < Math.max(1, limit.calls() / 2)
            && bytes + job.bytes() <= limit.bytes()
            && line.bytes + job.bytes() <= limit.bytes() / 2;
    if (!alone && !fits) {
      return Offer.FULL;
    }
    line.jobs.add(job);
    line.bytes += job.bytes();
    lines.putIfAbsent(job.caller().requester(), line);
    calls++;
    bytes += job.bytes();
    return Offer.TAKEN;
  }

  /** Takes the call whose turn it is. */
  synchronized Optional<Job<?, ?>> poll() {
    Iterator<Map.Entry<String, Line>> turns = lines.entrySet().iterator();
    if (!turns.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Line> turn = turns.next();
    Line line = turn.getValue();
    turns.remove();
    Job<?, ?> job = line.jobs.remove();
    line.bytes -= job.bytes();
    if (!line.jobs.isEmpty()) {
      lines.put(turn.getKey(), line);
    }
    calls--;
    bytes -= job.bytes();
    return Optional.of(job);
  }

  /** Takes no more calls; those that wait stay. */
  synchronized void close() {
    closed = true;
  }

  /** How many calls wait. */
  synchronized int calls() {
    return calls;
  }

  /** How many bytes the requests have that wait. */
  synchronized long bytes() {
    return bytes;
  }

  /** The calls of one organization. */
  private static final class Line {
    private final ArrayDeque<Job<?, ?>> jobs = new ArrayDeque<>();
    private long bytes;
  }
}
