package orchestrator.server.storage;

import org.rocksdb.RocksDB;

/** RocksDB's native library, which is unpacked into the folder for temporary files. */
final class RocksLibrary {
  private RocksLibrary() {}

  /**
   * Loads it unless it is loaded. To be called before anything else of RocksDB, which would fail
   * with errors that tell an operator nothing.
   *
   * @throws StorageException when that folder cannot be written or run from, or the machine is of a
   *     kind that the library is not made for
   */
  static void load() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | LinkageError e) {
      throw new StorageException(
          "RocksDB's library cannot be loaded; java.io.tmpdir (%s) must be a folder to write and run from: %s"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
  }
}
