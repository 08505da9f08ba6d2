package orchestrator.server.event;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.lib.fixtures.MemoryStore;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Overlay;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import orchestrator.lib.persistence.Tables;
import orchestrator.proto.Event;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;

/** A log of events in memory, which any thread may read while it grows, and which may go away. */
public final class LogStore implements Store {
  private final AtomicInteger snapshots = new AtomicInteger();
  private volatile MemoryStore memory = new MemoryStore();
  private volatile boolean away;

  /** An event with this id, and about so many bytes. */
  public static Event event(String id, int bytes) {
    return Event.newBuilder().setId(id).putMetadata("k", "x".repeat(bytes)).build();
  }

  /** Makes an event durable, without a word to anybody. */
  public void append(Event event) {
    // Those who read walk through what was there when they began.
    MemoryStore grown = new MemoryStore();
    Overlay all = grown.begin();
    memory.entries().forEach(all::put);
    Tables.EVENTS.add(all, event.getId(), event);
    grown.commit(all);
    memory = grown;
  }

  /** Makes each read fail, or no longer. */
  public void setAway(boolean away) {
    this.away = away;
  }

  /** How many snapshots were read. */
  public int snapshots() {
    return snapshots.get();
  }

  private MemoryStore read() {
    if (away) {
      throw new StorageException("the disk is gone");
    }
    return memory;
  }

  @Override
  public Snapshot snapshot() {
    snapshots.incrementAndGet();
    MemoryStore now = read();
    return new Snapshot() {
      @Override
      public Optional<byte[]> get(Key key) {
        return now.get(key);
      }

      @Override
      public Scan scan(Range range) {
        return now.scan(range);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Reader latest() {
    return read();
  }

  @Override
  public long term() {
    return 0;
  }

  @Override
  public void commit(long term, NavigableMap<Key, Optional<byte[]>> changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isReady() {
    return !away;
  }

  @Override
  public void close() {}
}
