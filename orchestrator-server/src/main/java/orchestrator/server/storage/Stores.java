package orchestrator.server.storage;

import java.util.List;
import java.util.Map;

/** Holds the stores of all channels. */
public interface Stores extends AutoCloseable {
  /** The store of each channel. */
  Map<String, Store> all();

  /** Closes all, also when some of it fails. */
  @Override
  void close();

  /**
   * Closes parts in order, all of them also when some fail.
   *
   * @throws StorageException with what failed as suppressed exceptions
   */
  static void close(List<AutoCloseable> parts) {
    StorageException failure = new StorageException("the storage could not be closed");
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
