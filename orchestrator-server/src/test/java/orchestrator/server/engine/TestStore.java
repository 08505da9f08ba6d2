package orchestrator.server.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;

/** A store in memory that counts its commits, can be held up in one, and can fail. */
final class TestStore implements Store {
  private final MemoryStore memory = new MemoryStore();
  private final Deque<Runnable> during = new ArrayDeque<>();
  private int commits;
  private boolean broken;

  /** How many commits succeeded. */
  int commits() {
    return commits;
  }

  /** From now on every commit fails. */
  void breakDown() {
    broken = true;
  }

  /**
   * Runs within a commit, before it is durable: the next one for which nothing was asked yet. What
   * this throws, the commit fails with.
   */
  void duringCommit(Runnable action) {
    during.add(action);
  }

  /** The state as it is at the moment of each read: what these tests need of a snapshot. */
  @Override
  public Snapshot snapshot() {
    return new Latest();
  }

  @Override
  public Reader latest() {
    return new Latest();
  }

  @Override
  public long term() {
    return 0;
  }

  @Override
  public boolean isReady() {
    return !broken;
  }

  @Override
  public void commit(long term, NavigableMap<Key, Optional<byte[]>> changes) {
    if (broken) {
      throw new StorageException("the disk is full");
    }
    Optional.ofNullable(during.poll()).ifPresent(Runnable::run);
    synchronized (memory) {
      Overlay copy = memory.begin();
      changes.forEach(
          (key, value) ->
              value.ifPresentOrElse(bytes -> copy.put(key, bytes), () -> copy.delete(key)));
      memory.commit(copy);
    }
    commits++;
  }

  @Override
  public void close() {}

  /** Reads while another thread commits; its scans do not. */
  private final class Latest implements Snapshot {
    @Override
    public Optional<byte[]> get(Key key) {
      synchronized (memory) {
        return memory.get(key);
      }
    }

    @Override
    public Scan scan(Range range) {
      return memory.scan(range);
    }

    @Override
    public void close() {}
  }
}
