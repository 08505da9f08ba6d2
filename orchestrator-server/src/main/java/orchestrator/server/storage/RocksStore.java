package orchestrator.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a channel's state in a RocksDB of its own, so that channels share neither log nor fate. */
final class RocksStore implements Store {
  /** Below no table's prefix, so that no scan meets it. */
  private static final Key COMMITS = Key.of("store.commits");

  private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

  private final RocksDatabase database;
  private final CommitMark mark;
  private final FolderWatch watch;
  private long commits;
  private volatile boolean failed;

  private RocksStore(RocksDatabase database, CommitMark mark, FolderWatch watch, long commits) {
    this.database = database;
    this.mark = mark;
    this.watch = watch;
    this.commits = commits;
  }

  /**
   * Opens the state in a folder, or makes an empty one.
   *
   * @param memory shared with the server's other stores; is closed after them
   * @param watch over the folder that it is in
   * @throws StorageException if it cannot be read whole: a log that lacks commits which were
   *     acknowledged, or holds damaged ones, is never served
   */
  static RocksStore open(Path folder, RocksMemory memory, FolderWatch watch) {
    RocksDatabase database = RocksDatabase.open(folder.resolve("db"), memory, watch);
    try {
      long commits = commits(database, folder);
      CommitMark mark = CommitMark.open(folder.resolve("commits"));
      if (commits < mark.commits()) {
        mark.close();
        throw new StorageException(
            "the log in %s lacks the last %d of %d acknowledged commits"
                .formatted(folder, mark.commits() - commits, mark.commits()));
      }
      return new RocksStore(database, mark, watch, commits);
    } catch (IOException e) {
      database.close();
      throw new StorageException(folder + " cannot be opened: " + FileFault.of(e), e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static long commits(RocksDatabase database, Path folder) {
    Optional<byte[]> counted = database.latest().get(COMMITS);
    if (counted.isEmpty()) {
      return 0;
    }
    if (counted.get().length != Long.BYTES) {
      throw new StorageException("the count of commits in " + folder + " is damaged");
    }
    return ByteBuffer.wrap(counted.get()).getLong();
  }

  @Override
  public Snapshot snapshot() {
    return database.snapshot();
  }

  @Override
  public Reader latest() {
    return database.latest();
  }

  @Override
  public long term() {
    watch.requireNotLost();
    if (failed) {
      // The commit that failed has been told of; each call that is refused since would fill the
      // log.
      throw new UnreachableException("an earlier commit failed; no more are taken until a restart");
    }
    return 0;
  }

  @Override
  public void commit(long term, NavigableMap<Key, Optional<byte[]>> changes) {
    term();
    requireOwn();
    TreeMap<Key, Optional<byte[]>> counted = new TreeMap<>(changes);
    counted.put(COMMITS, Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(commits + 1).array()));
    boolean done = false;
    try {
      database.write(counted, true);
      done = true;
    } finally {
      // Unless all goes well it is only known when the log is read again whether it holds the
      // changes: a later commit on top of them could contradict it.
      failed = !done;
    }
    commits++;
    mark();
  }

  /** The files are still those that were opened, and nobody else has written into them. */
  private void requireOwn() {
    watch.require(List.of(mark.name()));
    try {
      if (!mark.isOwn()) {
        throw watch.lose(mark.name() + " has been written by another program");
      }
    } catch (IOException e) {
      throw new StorageException(mark.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Nobody else writes here; but the files may be lost, which those who wait are to hear too. */
  @Override
  public void onForeignChange(Runnable told) {
    watch.add(List.of(mark.name()), told);
  }

  @Override
  public boolean isReady() {
    return !failed && !watch.isLost();
  }

  /** The commit is durable and seen by reads already: without its mark a check is weaker. */
  private void mark() {
    try {
      mark.set(commits);
    } catch (IOException e) {
      LOG.warn("commit {} could not be marked", commits, e);
    }
  }

  @Override
  public void close() {
    database.close();
    mark.close();
  }
}
