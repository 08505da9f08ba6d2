package orchestrator.server.engine;

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

/** A store in memory that counts its commits and can fail. */
final class TestStore implements Store {
  private final MemoryStore memory = new MemoryStore();
  private int commits;
  private boolean broken;

  int commits() {
    return commits;
  }

  void breakDown() {
    broken = true;
  }

  @Override
  public Snapshot snapshot() {
    return new Snapshot() {
      @Override
      public Optional<byte[]> get(Key key) {
        return memory.get(key);
      }

      @Override
      public Scan scan(Range range) {
        return memory.scan(range);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Reader latest() {
    return memory;
  }

  @Override
  public void commit(NavigableMap<Key, Optional<byte[]>> changes) {
    if (broken) {
      throw new StorageException("the disk is full");
    }
    commits++;
    Overlay copy = memory.begin();
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(bytes -> copy.put(key, bytes), () -> copy.delete(key)));
    memory.commit(copy);
  }

  @Override
  public void close() {}
}
