package orchestrator.server.engine;

import java.util.Optional;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Scan;

/**
 * Bounds how much one call may change of the state: what a call changes is in memory until it is
 * durable, and a small request can change what depends on many assets.
 */
final class BoundedDatabase implements Database {
  /** Two groups are in memory at a time, and what else a change takes is not counted here. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

  /** What a change takes beside its bytes, about. */
  private static final int OVERHEAD = 128;

  private final Database state;
  private long bytes;

  BoundedDatabase(Database state) {
    this.state = state;
  }

  @Override
  public Optional<byte[]> get(Key key) {
    return state.get(key);
  }

  @Override
  public Scan scan(Range range) {
    return state.scan(range);
  }

  @Override
  public void put(Key key, byte[] value) {
    count(key.bytes().length + (long) value.length);
    state.put(key, value);
  }

  @Override
  public void insert(Key key, byte[] value) {
    count(key.bytes().length + (long) value.length);
    state.insert(key, value);
  }

  @Override
  public void delete(Key key) {
    count(key.bytes().length);
    state.delete(key);
  }

  private void count(long change) {
    bytes += change + OVERHEAD;
    if (bytes > MOST_BYTES) {
      throw new CallTooLargeException(MOST_BYTES);
    }
  }
}
