package orchestrator.server.storage;

import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Reader;

/**
 * The durable state of one channel. One thread at a time commits; any number of threads read.
 *
 * <p>Every read may throw {@link StorageException}.
 */
public interface Store extends AutoCloseable {
  /** The state as it is now, which does not change with later commits. Must be closed. */
  Snapshot snapshot();

  /**
   * Reads that see every commit that has returned, and of one that is under way nothing or all at
   * any moment; for the writer, which needs no snapshot.
   */
  Reader latest();

  /**
   * Makes all changes durable as one. When it returns they are on the disk; when it throws it is
   * not known whether a restart will find them.
   *
   * @param changes the new value of each key, empty where it is removed
   * @throws StorageException if they could not be made durable; the store then takes no further
   *     commits, while reads go on and see none of these changes
   */
  void commit(NavigableMap<Key, Optional<byte[]>> changes);

  /** Gives back what the store holds; nothing may read or commit any more. */
  @Override
  void close();
}
