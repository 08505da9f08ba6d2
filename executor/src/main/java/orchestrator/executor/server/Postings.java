package orchestrator.executor.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import orchestrator.executor.NodeExecutor;
import orchestrator.executor.wire.AttemptName;
import orchestrator.executor.wire.NodeReader.Posted;

/**
 * Holds what was posted. What runs and waits is bounded by the executor; what has ended is
 * forgotten after a time, or when there is too much of it, the oldest first.
 */
final class Postings {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final NodeExecutor executor;
  private final Keep keep;
  private final LongSupplier nanos;
  // Guarded by this.
  private final Map<String, Posting> byId = new HashMap<>();
  private final Map<String, SortedMap<Integer, Posting>> byTask = new HashMap<>();
  private final ArrayDeque<Posting> ended = new ArrayDeque<>();
  private long endedBytes;

  /**
   * Says what is kept of that which has ended.
   *
   * @param most how many
   * @param bytes how much memory they take, about
   * @param time for how long
   */
  record Keep(int most, long bytes, Duration time) {
    static final Keep DEFAULT = new Keep(10_000, 64L << 20, Duration.ofHours(1));
  }

  Postings(NodeExecutor executor, Keep keep, LongSupplier nanos) {
    this.executor = executor;
    this.keep = keep;
    this.nanos = nanos;
  }

  /**
   * Starts a node. An attempt that is here already is not started again; earlier attempts of the
   * same task are stopped.
   *
   * @return its id
   */
  String post(Posted posted, Optional<AttemptName> attempt) throws StaleAttemptException {
    Posting posting;
    List<Posting> earlier = new ArrayList<>();
    synchronized (this) {
      forgetOld();
      if (attempt.isPresent()) {
        SortedMap<Integer, Posting> others =
            byTask.getOrDefault(attempt.get().task(), new TreeMap<>());
        Posting same = others.get(attempt.get().number());
        if (same != null) {
          return same.id;
        }
        if (!others.isEmpty() && others.lastKey() > attempt.get().number()) {
          throw new StaleAttemptException(others.lastKey());
        }
        earlier.addAll(others.values());
      }
      posting =
          new Posting(
              newId(), attempt, posted.work(), posted.state(), executor.start(posted.work()));
      byId.put(posting.id, posting);
      attempt.ifPresent(
          name ->
              byTask
                  .computeIfAbsent(name.task(), task -> new TreeMap<>())
                  .put(name.number(), posting));
    }
    earlier.forEach(Posting::cancel);
    var unused = posting.outcome().thenRun(() -> end(posting));
    return posting.id;
  }

  /** 16 random bytes with the marks of a UUID of version 4. */
  private static String newId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    return HexFormat.of().formatHex(bytes);
  }

  private synchronized void end(Posting posting) {
    posting.endedAt = nanos.getAsLong();
    ended.add(posting);
    endedBytes += posting.bytes();
    forgetOld();
  }

  private void forgetOld() {
    while (!ended.isEmpty()
        && (ended.size() > keep.most()
            || endedBytes > keep.bytes()
            || nanos.getAsLong() - ended.getFirst().endedAt > keep.time().toNanos())) {
      Posting old = ended.removeFirst();
      endedBytes -= old.bytes();
      byId.remove(old.id);
      old.attempt.ifPresent(
          name ->
              byTask.computeIfPresent(
                  name.task(),
                  (task, numbers) -> {
                    numbers.remove(name.number());
                    return numbers.isEmpty() ? null : numbers;
                  }));
    }
  }

  /** The node with this id, unless it is unknown or was deleted. */
  synchronized Optional<Posting> find(String id) {
    forgetOld();
    return Optional.ofNullable(byId.get(id)).filter(posting -> !posting.deleted);
  }

  /** Stops a node and shows it no more; false when it is not here. */
  boolean delete(String id) {
    Optional<Posting> found;
    synchronized (this) {
      found = find(id);
      found.ifPresent(posting -> posting.deleted = true);
    }
    found.ifPresent(Posting::cancel);
    return found.isPresent();
  }
}
