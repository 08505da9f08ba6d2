package orchestrator.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel's state in a RocksDB of its own, so that channels share neither log nor fate. */
final class RocksStore implements Store {
  /** Below no table's prefix, so that no scan meets it. */
  private static final byte[] COMMITS = Key.of("store.commits").bytes();

  private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

  private final RocksDB db;
  private final RocksSettings settings;
  private final CommitMark mark;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final ReadOptions newest = new ReadOptions();
  // Closing the native database under a reader would end the process.
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private boolean closed;
  private long commits;
  private boolean failed;

  private RocksStore(RocksDB db, RocksSettings settings, CommitMark mark, long commits) {
    this.db = db;
    this.settings = settings;
    this.mark = mark;
    this.commits = commits;
  }

  /**
   * Opens the state in a folder, or makes an empty one.
   *
   * @param memory shared with the server's other stores; is closed after them
   * @throws StorageException if it cannot be read whole: a log that lacks commits which were
   *     acknowledged, or holds damaged ones, is never served
   */
  static RocksStore open(Path folder, RocksMemory memory) {
    RocksSettings settings = new RocksSettings(memory);
    try {
      return open(folder, settings);
    } catch (StorageException e) {
      settings.close();
      throw e;
    } catch (RocksDBException | IOException | RuntimeException e) {
      settings.close();
      throw new StorageException(folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static RocksStore open(Path folder, RocksSettings settings)
      throws RocksDBException, IOException {
    Durable.createFolder(folder);
    RocksDB db = RocksDB.open(settings.options(), folder.resolve("db").toString());
    try {
      long commits = commits(db, folder);
      CommitMark mark = CommitMark.open(folder.resolve("commits"));
      if (commits < mark.commits()) {
        mark.close();
        throw new StorageException(
            "the log in %s lacks the last %d of %d acknowledged commits"
                .formatted(folder, mark.commits() - commits, mark.commits()));
      }
      return new RocksStore(db, settings, mark, commits);
    } catch (RocksDBException | IOException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  private static long commits(RocksDB db, Path folder) throws RocksDBException {
    byte[] counted = db.get(COMMITS);
    if (counted == null) {
      return 0;
    }
    if (counted.length != Long.BYTES) {
      throw new StorageException("the count of commits in " + folder + " is damaged");
    }
    return ByteBuffer.wrap(counted).getLong();
  }

  @Override
  public Snapshot snapshot() {
    enter();
    return new RocksSnapshot(db, closing.readLock()::unlock);
  }

  @Override
  public Reader latest() {
    return new Reader() {
      @Override
      public Optional<byte[]> get(Key key) {
        return RocksStore.get(db, newest, key);
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

  @Override
  public void commit(NavigableMap<Key, Optional<byte[]>> changes) {
    if (failed) {
      throw new StorageException("an earlier commit failed; no more are taken until a restart");
    }
    // Unless all goes well it is only known when the log is read again whether it holds the
    // changes: a later commit on top of them could contradict it.
    failed = true;
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<Key, Optional<byte[]>> change : changes.entrySet()) {
        if (change.getValue().isPresent()) {
          batch.put(change.getKey().bytes(), change.getValue().get());
        } else {
          batch.delete(change.getKey().bytes());
        }
      }
      batch.put(COMMITS, ByteBuffer.allocate(Long.BYTES).putLong(commits + 1).array());
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new StorageException("a commit failed", e);
    }
    failed = false;
    commits++;
    mark();
  }

  /** The commit is durable and seen by reads already: without its mark a check is weaker. */
  private void mark() {
    try {
      mark.set(commits);
    } catch (IOException e) {
      LOG.warn("commit {} could not be marked", commits, e);
    }
  }

  private void enter() {
    closing.readLock().lock();
    if (closed) {
      closing.readLock().unlock();
      throw new StorageException("the store is closed");
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
      newest.close();
      db.close();
      settings.close();
      mark.close();
    } finally {
      closing.writeLock().unlock();
    }
  }
}
