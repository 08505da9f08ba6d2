package orchestrator.lib.persistence;

/**
 * Reads and writes the state as one transaction sees it: every read sees the transaction's own
 * writes.
 */
public interface Database extends Reader {
  /** Sets the value of the key; the array must not change afterwards. */
  void put(Key key, byte[] value);

  /**
   * Sets the value of a key that has none, as the caller knows; the array must not change
   * afterwards. Nothing is left of it when the same transaction deletes the key again.
   */
  default void insert(Key key, byte[] value) {
    put(key, value);
  }

  /** Removes the key; nothing happens when it has no value. */
  void delete(Key key);
}
