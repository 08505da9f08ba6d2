package orchestrator.memory;

import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.Store;

/** Keeps a channel's rows in a map, which each commit replaces by a changed copy. */
final class MapStore implements Store {
  private volatile Rows rows = new Rows(new Overlay(new Nothing()));

  @Override
  public Snapshot snapshot() {
    return rows;
  }

  @Override
  public Reader latest() {
    return new Reader() {
      @Override
      public Optional<byte[]> get(Key key) {
        return rows.get(key);
      }

      @Override
      public Scan scan(Range range) {
        return rows.scan(range);
      }
    };
  }

  @Override
  public long term() {
    return 0;
  }

  @Override
  public void commit(long term, NavigableMap<Key, Optional<byte[]>> changes) {
    Overlay next = new Overlay(new Nothing());
    rows.overlay().changes().forEach((key, value) -> value.ifPresent(old -> next.put(key, old)));
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(bytes -> next.put(key, bytes), () -> next.delete(key)));
    rows = new Rows(next);
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void close() {}

  private record Rows(Overlay overlay) implements Snapshot {
    @Override
    public Optional<byte[]> get(Key key) {
      return overlay.get(key);
    }

    @Override
    public Scan scan(Range range) {
      return overlay.scan(range);
    }

    @Override
    public void close() {}
  }

  private static final class Nothing implements Reader, Scan {
    @Override
    public Optional<byte[]> get(Key key) {
      return Optional.empty();
    }

    @Override
    public Scan scan(Range range) {
      return this;
    }

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public Key key() {
      throw new NoSuchElementException();
    }

    @Override
    public byte[] value() {
      throw new NoSuchElementException();
    }

    @Override
    public void seek(Key target) {}

    @Override
    public void close() {}
  }
}
