package orchestrator.server.storage;

import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Reader;

/**
 * Keeps the state of one channel durably. One thread at a time commits; any number of threads read.
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
   * Names the span of time in which nothing but this server's commits changes the state. What was
   * read in one term must not be the ground for a commit in another.
   *
   * @throws StorageException if no commits are taken now
   */
  long term();

  /**
   * Lets a call fail by itself whose changes could not be stored.
   *
   * @throws orchestrator.lib.error.SizeException if an asset is too large
   */
  default void check(NavigableMap<Key, Optional<byte[]>> changes) {}

  /**
   * Makes all changes durable as one. When it returns they are durable; when it throws it is not
   * known whether they are, and reads see none of them while the term lasts.
   *
   * @param term the one in which the state was read that the changes are made on
   * @param changes the new value of each key, empty where it is removed
   * @throws StorageException if they could not be made durable, or the term is over
   */
  void commit(long term, NavigableMap<Key, Optional<byte[]>> changes);

  /** True if the storage works, whoever leads. Answers at once. */
  boolean isReady();

  /**
   * Says who is told each time that something other than this server's commits has changed the
   * state, or taken it away. Set once, before the first commit.
   */
  default void onForeignChange(Runnable told) {}

  /** Gives back what the store holds; nothing may read or commit any more. */
  @Override
  void close();
}
