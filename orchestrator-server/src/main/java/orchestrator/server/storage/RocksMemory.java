package orchestrator.server.storage;

import java.nio.file.Path;
import java.util.List;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory that all databases of a server share, however many channels there are.
 * Is closed after them.
 */
public final class RocksMemory implements AutoCloseable {
  private static final long MIB = 1 << 20;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  /** Takes the memory. */
  public RocksMemory() {
    this(List.of());
  }

  /** Takes the memory for databases in a folder, which may be the place to run a library from. */
  public RocksMemory(DataFolder folder) {
    this(List.of(folder.path()));
  }

  private RocksMemory(List<Path> places) {
    RocksLibrary.load(places);
    cache = new LRUCache(128 * MIB);
    // Counted within the cache. Above the bound the databases flush earlier, and no write waits.
    writeBuffers = new WriteBufferManager(64 * MIB, cache);
  }

  /** What was read: blocks of data, indexes and filters. */
  Cache cache() {
    return cache;
  }

  /** What was written and is not flushed yet. */
  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
