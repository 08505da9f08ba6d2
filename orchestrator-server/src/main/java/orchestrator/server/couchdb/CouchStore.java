package orchestrator.server.couchdb;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import orchestrator.lib.error.SizeException;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Reader;
import orchestrator.server.logging.LogSubject;
import orchestrator.server.logging.RateLimitedLog;
import orchestrator.server.storage.FolderLostException;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a channel's state in a CouchDB database. This server either leads: then it commits; or
 * stands by: then it follows what the leader commits, to lead when that one falls silent.
 */
final class CouchStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(CouchStore.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REMEMBER = Duration.ofSeconds(10);

  private final String channel;
  private final CouchDatabase database;
  private final CouchDb settings;
  private final Journal journal;
  private final Backlog backlog = new Backlog();
  private final Fold fold;
  private final LocalReplica replica;
  private final Election election;
  private final Recovery recovery;
  private final LeadershipState leadership;
  private final Committer committer;
  private final RateLimitedLog complaints;
  private final RepeatedStep steps;
  private final Thread folder;

  // Held by whoever writes the journal or changes the leadership or the replica.
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Runnable foreign = () -> {};
  private long remembered = System.nanoTime();

  CouchStore(
      String channel,
      CouchDatabase database,
      CouchDb settings,
      String server,
      String process,
      LocalReplica replica) {
    this.channel = channel;
    this.database = database;
    this.settings = settings;
    this.replica = replica;
    this.journal = new Journal(database);
    this.fold = new Fold(channel, database, journal, backlog);
    this.election = new Election(database, server, process, settings.leaderTimeout());
    this.leadership = new LeadershipState(channel, settings.readFromStandby());
    this.committer =
        new Committer(database, journal, replica, backlog, leadership, process, settings.timeout());
    this.complaints = complaints("channel " + channel);
    this.steps = new RepeatedStep("couchdb-" + channel, this::step, this::failed);
    this.recovery = new Recovery(channel, database, journal, replica, steps::isStopped);
    this.folder = new Thread(fold, "fold-" + channel);
    folder.setDaemon(true);
  }

  static RateLimitedLog complaints(String what) {
    return new RateLimitedLog(LOG, what, StorageException.class::isInstance);
  }

  /**
   * Asks CouchDB whether it takes this server, and makes the database where it is missing.
   *
   * @return false if it did not answer
   * @throws StorageException if CouchDB refuses it
   */
  boolean ask() {
    try {
      prepare();
      return true;
    } catch (CouchException e) {
      if (e.isRefused()) {
        throw e;
      }
      complaints.about(e);
      return false;
    }
  }

  /** Begins to take up its role, which may take as long as CouchDB does not answer. */
  void start() {
    steps.start();
    folder.start();
  }

  /** Whether it has found out once whether it leads or stands by. */
  boolean hasRole() {
    return leadership.isSettled();
  }

  private void prepare() {
    database.create();
    journal.prepare();
  }

  private void failed(Throwable why) {
    leadership.setReachable(false);
    complaints.about(why);
    if (why instanceof FolderLostException) {
      foreign.run();
    }
  }

  /** Does what is to be done now; tells when there is something to do again. */
  private Duration step() {
    // A leader without its folder shall give no sign of life, so that a standby takes over.
    replica.requireInPlace();
    return leadership.isLeader() ? lead() : follow();
  }

  private Duration lead() {
    if (!election.beat()) {
      stepDown();
      return Duration.ZERO;
    }
    resolve();
    leadership.setReachable(true);
    remember();
    return settings.leaderTimeout().dividedBy(4);
  }

  private Duration follow() {
    turn.lock();
    try {
      if (leadership.isStarting()) {
        prepare();
        leadership.rebuilding();
        recovery.check();
      }
      boolean moved = recovery.catchUp(leadership::rebuilding);
      leadership.setReachable(true);
      if (leadership.isStarting()) {
        leadership.standBy();
        foreign.run();
      } else if (moved) {
        foreign.run();
      }
      if (election.isVacant()) {
        takeLead();
      }
      leadership.settle();
      return leadership.isLeader() || moved ? Duration.ZERO : POLL;
    } finally {
      turn.unlock();
    }
  }

  private void takeLead() {
    election.take();
    Recovery.Content content = recovery.journal();
    long end = replica.mark().position();
    if (content.end() > end) {
      // Somebody writes still, and what it wrote is to be followed first.
      return;
    }
    if (content.unfolded().size() >= Journal.SLOTS - 1) {
      // The slot of the first group must hold nothing that is nowhere else.
      fold.fold(content.unfolded());
      content = recovery.journal();
    }
    if (committer.begin(content) == Journal.CommitResult.TAKEN) {
      return;
    }
    leadership.lead();
    LOG.info("channel {}: this server leads, from position {}", channel, end + 1);
    try {
      recovery.removeOrphans(content, end + 1);
    } catch (CouchException e) {
      complaints.about(e);
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
      if (leadership.isLeader()) {
        leadership.standBy();
        backlog.forget();
        LOG.warn(
            LogSubject.of(channel),
            "channel {}: another server leads, this one steps down",
            channel);
      }
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Snapshot snapshot() {
    return leadership.snapshot(replica);
  }

  @Override
  public Reader latest() {
    return replica.latest();
  }

  @Override
  public long term() {
    return leadership.term();
  }

  @Override
  public boolean isReady() {
    return leadership.isReady();
  }

  /** Whether this server writes the channel. */
  boolean isLeader() {
    return leadership.isLeader();
  }

  /** How many groups are committed and not documents of their own yet. */
  int foldLag() {
    return backlog.size();
  }

  @Override
  public void onForeignChange(Runnable told) {
    foreign = told;
  }

  @Override
  public void check(NavigableMap<Key, Optional<byte[]>> changes) {
    changes.forEach(
        (key, value) -> {
          int bytes = value.map(row -> row.length).orElse(0);
          if (bytes > CouchStorage.MOST_ASSET_BYTES) {
            throw SizeException.of(
                key.space() + " \"" + key.lastPart() + "\" in the storage",
                bytes,
                CouchStorage.MOST_ASSET_BYTES,
                "");
          }
        });
  }

  @Override
  public void commit(long of, NavigableMap<Key, Optional<byte[]>> changes) {
    turn.lock();
    try {
      replica.requireInPlace();
      if (term() != of) {
        throw new StorageException("the state has been changed by another server");
      }
      if (committer.commit(changes) == Journal.CommitResult.TAKEN) {
        stepDown();
        throw new NotLeaderException();
      }
    } finally {
      turn.unlock();
    }
  }

  private void resolve() {
    if (!leadership.isUnresolved()) {
      return;
    }
    turn.lock();
    try {
      if (!leadership.isUnresolved()) {
        return;
      }
      if (committer.resolve() == Journal.CommitResult.TAKEN) {
        stepDown();
        return;
      }
      foreign.run();
      LOG.info("channel {}: an earlier commit is known to be done", channel);
    } finally {
      turn.unlock();
    }
  }

  /** Lets a close that is under way leave undone what others can do from the journal. */
  void hurry() {
    backlog.stop();
  }

  @Override
  public void close() {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    steps.stop(deadline);
    try {
      if (leadership.isLeader() && leadership.isReachable()) {
        backlog.drain(deadline);
        election.leave();
      }
    } catch (CouchException e) {
      LOG.warn(LogSubject.of(channel), "channel {}: {}", channel, e.getMessage());
    } finally {
      backlog.stop();
      RepeatedStep.join(folder, System.nanoTime() + settings.timeout().toNanos());
      replica.close();
    }
  }
}
