package orchestrator.lib.persistence;

/** Walks through a range; begins before its first entry. Must be closed. */
public interface Scan extends AutoCloseable {
  /** Moves to the next entry; false when there is none, and then for ever. */
  boolean next();

  /** The key of the current entry. */
  Key key();

  /** The value of the current entry; not to be changed. */
  byte[] value();

  /**
   * Moves forward, in the direction of the scan: {@link #next} will give the first entry of the
   * range that is not before the target. The target is below the prefix of the range.
   */
  void seek(Key target);

  @Override
  void close();
}
