package orchestrator.server.engine;

import java.util.Optional;
import orchestrator.lib.persistence.Database;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;

/**
 * Reads a state for calls that only read, and refuses their writes.
 *
 * @param state what they see
 */
record ReadOnlyDatabase(Reader state) implements Database {
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
    throw new IllegalStateException("a call that only reads has written " + key);
  }

  @Override
  public void delete(Key key) {
    throw new IllegalStateException("a call that only reads has deleted " + key);
  }
}
