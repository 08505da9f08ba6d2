package orchestrator.lib.persistence;

import java.util.Optional;

/**
 * Reads an ordered map from keys to bytes. What a read sees, a snapshot or the newest state, is
 * said by the implementation.
 */
public interface Reader {
  /** The value of the key, not to be changed; empty when the key has none. */
  Optional<byte[]> get(Key key);

  /** The entries of a range, in its order. */
  Scan scan(Range range);
}
