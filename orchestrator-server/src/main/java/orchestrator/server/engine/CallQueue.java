package orchestrator.server.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a channel's writer: in order for each organization, and the organizations
 * in turn, so that one that sends many does not make the others wait for all of them.
 *
 * <p>Bounded by calls and by bytes. Safe for many threads.
 */
final class CallQueue {
  private final QueueLimit limit;
  private final Map<String, ArrayDeque<Job<?, ?>>> waiting = new LinkedHashMap<>();
  private int calls;
  private long bytes;

  CallQueue(QueueLimit limit) {
    this.limit = limit;
  }

  /** Adds a call at the end of its organization's; false if the queue is full. */
  synchronized boolean offer(Job<?, ?> job) {
    int size = job.bytes();
    // A call that is over the limit by itself still gets its turn when nothing else waits.
    if (calls >= limit.calls() || (calls > 0 && bytes + size > limit.bytes())) {
      return false;
    }
    waiting.computeIfAbsent(job.caller().requester(), any -> new ArrayDeque<>()).add(job);
    calls++;
    bytes += size;
    return true;
  }

  /** Takes the call whose turn it is. */
  synchronized Optional<Job<?, ?>> poll() {
    Iterator<Map.Entry<String, ArrayDeque<Job<?, ?>>>> turns = waiting.entrySet().iterator();
    if (!turns.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, ArrayDeque<Job<?, ?>>> turn = turns.next();
    ArrayDeque<Job<?, ?>> own = turn.getValue();
    @Nullable Job<?, ?> job = own.poll();
    turns.remove();
    if (!own.isEmpty()) {
      waiting.put(turn.getKey(), own);
    }
    if (job != null) {
      calls--;
      bytes -= job.bytes();
    }
    return Optional.ofNullable(job);
  }

  /** How many calls wait. */
  synchronized int calls() {
    return calls;
  }

  /** How many bytes the requests have that wait. */
  synchronized long bytes() {
    return bytes;
  }
}
