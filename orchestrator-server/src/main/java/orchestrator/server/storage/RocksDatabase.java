package orchestrator.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Keys and values in a RocksDB. One thread at a time writes; any number of threads read. */
public final class RocksDatabase implements AutoCloseable {
  private static final byte[] LEAST = {};
  private static final byte[] GREATEST = {-1, -1, -1, -1};

  private final RocksDB db;
  private final RocksSettings settings;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final ReadOptions newest = new ReadOptions();
  // Closing the native database under a reader would end the process.
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;

  private RocksDatabase(RocksDB db, RocksSettings settings) {
    this.db = db;
    this.settings = settings;
  }

  /**
   * Opens the database in a folder, or makes an empty one.
   *
   * @param memory shared with the server's other databases; is closed after them
   * @throws StorageException if it cannot be read
   */
  public static RocksDatabase open(Path folder, RocksMemory memory) {
    RocksSettings settings = new RocksSettings(memory);
    try {
      Durable.createFolder(folder);
      return new RocksDatabase(RocksDB.open(settings.options(), folder.toString()), settings);
    } catch (RocksDBException | IOException | RuntimeException e) {
      settings.close();
      throw new StorageException(folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The state as it is now; must be closed. */
  public Snapshot snapshot() {
    closing.readLock().lock();
    if (closed) {
      closing.readLock().unlock();
      throw new StorageException("the store is closed");
    }
    return new RocksSnapshot(db, closing.readLock()::unlock);
  }

  /** Reads that see every write that has returned; not to be used after {@link #close}. */
  public Reader latest() {
    return new Reader() {
      @Override
      public Optional<byte[]> get(Key key) {
        return RocksDatabase.get(db, newest, key);
      }

      @Override
      public Scan scan(Range range) {
        return new RocksScan(db, newest, range);
      }
    };
  }

  static Optional<byte[]> get(RocksDB db, ReadOptions options, Key key) {
    try {
      return Optional.ofNullable(db.get(options, key.bytes()));
    } catch (RocksDBException e) {
      throw new StorageException("reading failed", e);
    }
  }

  /**
   * Writes all changes or none.
   *
   * @param changes the new value of each key, empty where it is removed
   * @param sync whether they are on the disk when this returns; else what was written last may be
   *     lost in a power failure, though never something before it
   * @throws StorageException if it failed; what was written may still be found later
   */
  public void write(NavigableMap<Key, Optional<byte[]>> changes, boolean sync) {
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<Key, Optional<byte[]>> change : changes.entrySet()) {
        if (change.getValue().isPresent()) {
          batch.put(change.getKey().bytes(), change.getValue().get());
        } else {
          batch.delete(change.getKey().bytes());
        }
      }
      db.write(sync ? synced : unsynced, batch);
    } catch (RocksDBException e) {
      throw new StorageException("a write failed", e);
    }
  }

  /** Removes every key. */
  public void clear() {
    try {
      db.deleteRange(LEAST, GREATEST);
    } catch (RocksDBException e) {
      throw new StorageException("the store cannot be emptied", e);
    }
  }

  /** Waits for the snapshots that are open, then closes the database. */
  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      synced.close();
      unsynced.close();
      newest.close();
      db.close();
      settings.close();
    } finally {
      closing.writeLock().unlock();
    }
  }
}
