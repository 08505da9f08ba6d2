package orchestrator.server.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Range;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Scan;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Keeps keys and values in a RocksDB. One thread at a time writes; any number of threads read.
 * After {@link #close} every use throws {@link StorageException}, and so it does when the files
 * have been lost.
 */
public final class RocksDatabase implements AutoCloseable {
  private static final byte[] LEAST = {};
  private static final byte[] GREATEST = {-1, -1, -1, -1};

  private final RocksDB db;
  private final RocksSettings settings;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final ReadOptions newest = new ReadOptions();
  // Using the native database after it was closed, or while it is, would end the process.
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private final FolderWatch watch;
  private final List<NamedFile> identity;
  private final Runnable whenLost = this::abandon;
  private boolean closed;

  private RocksDatabase(
      RocksDB db, RocksSettings settings, FolderWatch watch, List<NamedFile> identity) {
    this.db = db;
    this.settings = settings;
    this.watch = watch;
    this.identity = identity;
    watch.add(identity, whenLost);
  }

  /**
   * Opens the database in a folder, or makes an empty one.
   *
   * @param memory shared with the server's other databases; is closed after them
   * @param watch over the folder that it is in
   * @throws DamagedException if its files are not what was written
   * @throws StorageException if it cannot be read, which may be for now only: another process has
   *     it, there is no right to it, or no room
   */
  public static RocksDatabase open(Path folder, RocksMemory memory, FolderWatch watch) {
    RocksSettings settings = new RocksSettings(memory);
    String failed = folder + " cannot be opened";
    try {
      DurableFiles.createFolder(folder);
      return opened(folder, settings, watch);
    } catch (RocksDBException e) {
      settings.close();
      throw lacksManifest(folder) ? new DamagedException(failed, e) : failure(failed, e);
    } catch (IOException | RuntimeException e) {
      settings.close();
      throw new StorageException(failed + ": " + e.getMessage(), e);
    }
  }

  private static RocksDatabase opened(Path folder, RocksSettings settings, FolderWatch watch)
      throws RocksDBException, IOException {
    RocksDB db = RocksDB.open(settings.options(), folder.toString());
    try {
      // RocksDB writes this file once and never again, whatever else it rewrites.
      List<NamedFile> identity = List.of(NamedFile.of(folder.resolve("IDENTITY")));
      return new RocksDatabase(db, settings, watch, identity);
    } catch (IOException e) {
      db.close();
      throw e;
    }
  }

  /** RocksDB tells of it as of any file that cannot be read. */
  private static boolean lacksManifest(Path folder) {
    try {
      String manifest = Files.readString(folder.resolve("CURRENT"), ISO_8859_1).strip();
      return manifest.matches("MANIFEST-\\d+") && Files.notExists(folder.resolve(manifest));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Removes the database in a folder, whatever state it is in; other files stay.
   *
   * @throws StorageException if it is open, in this process or another, or cannot be removed
   */
  public static void remove(Path folder) {
    try (Options options = new Options()) {
      RocksDB.destroyDB(folder.toString(), options);
    } catch (RocksDBException e) {
      throw failure(folder + " cannot be removed", e);
    }
  }

  static StorageException failure(String what, RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption
        ? new DamagedException(what, e)
        : new StorageException(what + ": " + e.getMessage(), e);
  }

  /** Keeps the database open until this thread lets it go. */
  private void hold() {
    closing.readLock().lock();
    if (closed) {
      letGo();
      throw new StorageException("the store is closed");
    }
    try {
      watch.requireNotLost();
    } catch (StorageException e) {
      letGo();
      throw e;
    }
  }

  /**
   * Lets only those on who have the files that were opened.
   *
   * @throws FolderLostException if the files are another's, or gone
   */
  public void requireInPlace() {
    watch.require(identity);
  }

  /**
   * The names stand for files of somebody else, so this database must not touch any by name. It is
   * never closed either: RocksDB then removes what it finds in its folder and does not know.
   */
  private void abandon() {
    closing.readLock().lock();
    try {
      if (!closed) {
        db.cancelAllBackgroundWork(false);
      }
    } finally {
      closing.readLock().unlock();
    }
  }

  private void letGo() {
    closing.readLock().unlock();
  }

  /** The state as it is now; must be closed, by the same thread. */
  public Snapshot snapshot() {
    hold();
    try {
      return new RocksSnapshot(db, this::letGo);
    } catch (RuntimeException e) {
      letGo();
      throw e;
    }
  }

  /** Reads that see every write that has returned. A scan is closed by the thread that began it. */
  public Reader latest() {
    return new Latest();
  }

  /** Holds the database for each read, which costs about a fiftieth of the read. */
  private final class Latest implements Reader {
    @Override
    public Optional<byte[]> get(Key key) {
      hold();
      try {
        return RocksDatabase.get(db, newest, key);
      } finally {
        letGo();
      }
    }

    @Override
    public Scan scan(Range range) {
      hold();
      try {
        return new RocksScan(db, newest, range, RocksDatabase.this::letGo);
      } catch (RuntimeException e) {
        letGo();
        throw e;
      }
    }
  }

  static Optional<byte[]> get(RocksDB db, ReadOptions options, Key key) {
    try {
      return Optional.ofNullable(db.get(options, key.bytes()));
    } catch (RocksDBException e) {
      throw failure("reading " + db.getName() + " failed", e);
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
    hold();
    try (WriteBatch batch = new WriteBatch()) {
      requireInPlace();
      for (Map.Entry<Key, Optional<byte[]>> change : changes.entrySet()) {
        if (change.getValue().isPresent()) {
          batch.put(change.getKey().bytes(), change.getValue().get());
        } else {
          batch.delete(change.getKey().bytes());
        }
      }
      db.write(sync ? synced : unsynced, batch);
      // Whoever takes the folder over reads it after he has put his mark there: if ours is there
      // still, he will find what was written.
      requireInPlace();
    } catch (RocksDBException e) {
      throw failure("writing " + db.getName() + " failed", e);
    } finally {
      letGo();
    }
  }

  /** Removes every key. */
  public void clear() {
    hold();
    try {
      db.deleteRange(LEAST, GREATEST);
    } catch (RocksDBException e) {
      throw failure(db.getName() + " cannot be emptied", e);
    } finally {
      letGo();
    }
  }

  /**
   * Waits for writes and reads that are under way, and open snapshots; then closes it, if its files
   * are its own.
   */
  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      boolean kept = watch.isKept();
      closed = true;
      watch.remove(identity, whenLost);
      if (!kept) {
        return;
      }
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
