package orchestrator.memory;

import java.util.ArrayList;
import java.util.List;
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

/**
 * Keeps a channel's rows in a map and, on top of it, the changes of the newest commits. Who reads
 * keeps what was newest then.
 */
final class MapStore implements Store {
  private static final int MOST_LAYERS = 16;

  /** The rows, and the changes since, each on top of those before. */
  private final List<Overlay> layers = new ArrayList<>(List.of(new Overlay(new Nothing())));

  private volatile Rows rows = new Rows(layers.get(0));

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
    if (layers.size() == MOST_LAYERS) {
      Overlay all = new Overlay(new Nothing());
      layers.forEach(all::apply);
      layers.clear();
      layers.add(new Overlay(new Nothing()));
      all.changes().forEach((key, value) -> value.ifPresent(old -> layers.get(0).put(key, old)));
    }
    Overlay next = new Overlay(layers.get(layers.size() - 1));
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(bytes -> next.put(key, bytes), () -> next.delete(key)));
    layers.add(next);
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
