package orchestrator.server.couchdb;

import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Reader;
import orchestrator.lib.persistence.Rows;
import orchestrator.server.config.CouchDb;
import orchestrator.server.storage.AwayException;
import orchestrator.server.storage.NotLeaderException;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import orchestrator.server.storage.TooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel's state in a CouchDB database. This server either leads: then it commits; or stands by:
 * then it follows what the leader commits, to lead when that one falls silent.
 */
final class CouchStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(CouchStore.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration REMEMBER = Duration.ofSeconds(10);
  private static final Duration COMPLAIN = Duration.ofSeconds(5);

  /** As a document it may have twice as many, and CouchDB takes 8 MB by default. */
  private static final int MOST_ROW_BYTES = 3 << 20;

  private final String channel;
  private final CouchDatabase database;
  private final CouchDb settings;
  private final String process;
  private final Journal journal;
  private final Fold fold;
  private final View view;
  private final Election election;
  private final Recovery recovery;
  private final Thread keeper;
  private final Thread folder;

  // Held by whoever writes the journal or changes the role or the view.
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Role role = Role.STARTING;
  private final AtomicLong term = new AtomicLong();
  private volatile boolean settled;
  private volatile boolean reachable;
  private volatile boolean closed;
  private volatile Runnable foreign = () -> {};
  private volatile @Nullable Unresolved unresolved;
  private final AtomicInteger rebuilds = new AtomicInteger();
  private long complained;
  private long remembered = System.nanoTime();

  private enum Role {
    /** The view is not what the database says. */
    STARTING,
    STANDBY,
    LEADER
  }

  /** A group of which nobody knows whether it is committed. */
  private record Unresolved(JournalEntry entry, NavigableMap<Key, Optional<byte[]>> changes) {}

  CouchStore(
      String channel,
      CouchDatabase database,
      CouchDb settings,
      String server,
      String process,
      View view) {
    this.channel = channel;
    this.database = database;
    this.settings = settings;
    this.process = process;
    this.view = view;
    this.journal = new Journal(database);
    this.fold = new Fold(database, journal);
    this.election = new Election(database, server, process, settings.leaderTimeout());
    this.recovery = new Recovery(channel, database, journal, view, () -> closed);
    this.keeper = new Thread(this::keep, "couchdb-" + channel);
    this.folder = new Thread(fold, "fold-" + channel);
    keeper.setDaemon(true);
    folder.setDaemon(true);
  }

  /**
   * Begins to take up its role, which may take as long as CouchDB does not answer.
   *
   * @throws StorageException if CouchDB refuses it
   */
  void start() {
    try {
      prepare();
    } catch (CouchException e) {
      if (e.isRefused()) {
        throw e;
      }
      complain(e);
    }
    keeper.start();
    folder.start();
  }

  /** Whether it has found out once whether it leads or stands by. */
  boolean hasRole() {
    return settled;
  }

  private void prepare() {
    database.create();
    journal.prepare();
  }

  private void keep() {
    Duration failurePause = POLL;
    while (!closed) {
      Duration pause;
      try {
        pause = step();
        failurePause = POLL;
      } catch (RuntimeException | Error e) {
        reachable = false;
        complain(e);
        pause = failurePause;
        failurePause = min(failurePause.multipliedBy(2), LONGEST_PAUSE);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void complain(Throwable why) {
    long now = System.nanoTime();
    if (!closed && (complained == 0 || now - complained > COMPLAIN.toNanos())) {
      complained = now;
      if (why instanceof StorageException) {
        LOG.warn("channel {}: {}", channel, why.getMessage());
      } else {
        LOG.error("channel {} cannot be kept up to date", channel, why);
      }
    }
  }

  /** Does what is to be done now; tells when there is something to do again. */
  private Duration step() {
    return role == Role.LEADER ? lead() : follow();
  }

  private Duration lead() {
    if (!election.beat()) {
      stepDown();
      return Duration.ZERO;
    }
    resolve();
    reachable = true;
    remember();
    return settings.leaderTimeout().dividedBy(4);
  }

  private Duration follow() {
    turn.lock();
    try {
      if (role == Role.STARTING) {
        prepare();
        rebuilds.incrementAndGet();
        recovery.check();
      }
      Recovery.Progress progress = recovery.catchUp(this::rebuilding);
      reachable = true;
      if (role == Role.STARTING) {
        rebuilds.incrementAndGet();
        role = Role.STANDBY;
        foreign.run();
      } else if (progress == Recovery.Progress.MOVED) {
        foreign.run();
      }
      if (election.isVacant()) {
        takeLead();
      }
      settled = true;
      return role == Role.LEADER || progress == Recovery.Progress.MOVED ? Duration.ZERO : POLL;
    } finally {
      turn.unlock();
    }
  }

  private void rebuilding() {
    rebuilds.incrementAndGet();
    role = Role.STARTING;
  }

  /** The first group, an empty one, shuts out whoever else takes itself for the leader. */
  private void takeLead() {
    election.take();
    Recovery.Content content = recovery.journal();
    long end = view.mark().position();
    if (content.end() > end) {
      // Somebody writes still, and what it wrote is to be followed first.
      return;
    }
    if (content.unfolded().size() >= Journal.SLOTS - 1) {
      // The slot of the first group must hold nothing that is nowhere else.
      fold.now(content.unfolded());
      content = recovery.journal();
    }
    JournalEntry first = JournalEntry.of(process, end + 1, Collections.emptyNavigableMap());
    if (journal.write(first, false, deadline()) == Journal.Outcome.TAKEN) {
      return;
    }
    view.add(Collections.emptyNavigableMap(), first.position(), first.id());
    fold.forget();
    fold.addFolded(content.folded());
    content.unfolded().forEach(fold::add);
    fold.add(first);
    term.incrementAndGet();
    role = Role.LEADER;
    LOG.info("channel {}: this server leads, from position {}", channel, first.position());
    try {
      recovery.removeOrphans(content, first.position());
    } catch (CouchException e) {
      complain(e);
    }
  }

  private void remember() {
    long now = System.nanoTime();
    if (now - remembered > REMEMBER.toNanos() && turn.tryLock()) {
      try {
        remembered = now;
        recovery.remember();
      } finally {
        turn.unlock();
      }
    }
  }

  private void stepDown() {
    turn.lock();
    try {
      if (role == Role.LEADER) {
        role = Role.STANDBY;
        term.incrementAndGet();
        unresolved = null;
        fold.forget();
        LOG.warn("channel {}: another server leads, this one steps down", channel);
      }
    } finally {
      turn.unlock();
    }
  }

  private long deadline() {
    return System.nanoTime() + settings.timeout().toNanos();
  }

  @Override
  public Snapshot snapshot() {
    int before = rebuilds.get();
    if (role == Role.STARTING) {
      throw notRead();
    }
    if (role == Role.STANDBY && !settings.readFromStandby()) {
      throw new NotLeaderException();
    }
    Snapshot snapshot = view.snapshot();
    if (rebuilds.get() != before) {
      snapshot.close();
      throw notRead();
    }
    return snapshot;
  }

  private AwayException notRead() {
    return new AwayException("channel " + channel + " is not read from CouchDB yet");
  }

  @Override
  public Reader latest() {
    return view.latest();
  }

  @Override
  public long term() {
    if (role == Role.STANDBY) {
      throw new NotLeaderException();
    }
    if (role == Role.STARTING) {
      throw notRead();
    }
    if (unresolved != null) {
      throw new AwayException("CouchDB has not told yet what became of an earlier commit");
    }
    return term.get();
  }

  @Override
  public boolean isReady() {
    boolean serves = role == Role.LEADER || (role == Role.STANDBY && settings.readFromStandby());
    return serves && reachable && unresolved == null;
  }

  /** Whether this server writes the channel. */
  boolean isLeader() {
    return role == Role.LEADER;
  }

  /** How many groups are committed and not documents of their own yet. */
  int foldLag() {
    return fold.waiting();
  }

  @Override
  public void onForeignChange(Runnable told) {
    foreign = told;
  }

  @Override
  public void check(NavigableMap<Key, Optional<byte[]>> changes) {
    for (Optional<byte[]> value : changes.values()) {
      if (value.isPresent() && value.get().length > MOST_ROW_BYTES) {
        throw new TooLargeException("the storage takes no asset of more than 3 MiB");
      }
    }
  }

  @Override
  public void commit(long of, NavigableMap<Key, Optional<byte[]>> changes) {
    turn.lock();
    try {
      if (term() != of) {
        throw new StorageException("the state has been changed by another server");
      }
      long deadline = deadline();
      fold.awaitRoom(deadline);
      long position = view.mark().position() + 1;
      JournalEntry entry = JournalEntry.of(process, position, rows(changes));
      try {
        if (journal.write(entry, false, deadline) == Journal.Outcome.TAKEN) {
          stepDown();
          throw new NotLeaderException();
        }
      } catch (CouchException e) {
        if (!e.isRefused()) {
          unresolved = new Unresolved(entry, changes);
          reachable = false;
        }
        throw e;
      }
      committed(entry, changes);
    } finally {
      turn.unlock();
    }
  }

  /** What the index entries follow from. */
  private static NavigableMap<Key, byte[]> rows(NavigableMap<Key, Optional<byte[]>> changes) {
    NavigableMap<Key, byte[]> rows = new TreeMap<>();
    changes.forEach(
        (key, value) -> {
          if (!Rows.isDerived(key)) {
            rows.put(
                key,
                value.orElseThrow(() -> new IllegalStateException("row " + key + " is removed")));
          }
        });
    return rows;
  }

  private void committed(JournalEntry entry, NavigableMap<Key, Optional<byte[]>> changes) {
    view.add(changes, entry.position(), entry.id());
    fold.add(entry);
  }

  /** Asks again what became of a group. Its callers were told that nobody knows. */
  private void resolve() {
    if (unresolved == null) {
      return;
    }
    turn.lock();
    try {
      Unresolved open = unresolved;
      if (open == null) {
        return;
      }
      boolean committed = isCommitted(open.entry());
      if (role != Role.LEADER) {
        return;
      }
      if (committed) {
        committed(open.entry(), open.changes());
      }
      term.incrementAndGet();
      unresolved = null;
      foreign.run();
      LOG.info(
          "channel {}: an earlier commit is known to {}",
          channel,
          committed ? "be done" : "have failed");
    } finally {
      turn.unlock();
    }
  }

  private boolean isCommitted(JournalEntry entry) {
    if (journal.write(entry, true, System.nanoTime()) == Journal.Outcome.COMMITTED) {
      return true;
    }
    stepDown();
    return false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(keeper);
    long deadline = deadline();
    join(keeper, deadline);
    try {
      if (role == Role.LEADER && reachable) {
        fold.stop(deadline);
        election.leave();
      }
    } catch (CouchException e) {
      LOG.warn("channel {}: {}", channel, e.getMessage());
    } finally {
      fold.stop(System.nanoTime());
      join(folder, deadline());
      view.close();
    }
  }

  private static void join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
