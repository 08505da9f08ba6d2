package orchestrator.server.couchdb;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.server.storage.Snapshot;
import orchestrator.server.storage.UnreachableException;

/**
 * Tells what a server may do for a channel now. One thread at a time changes it; any number of
 * threads ask.
 */
final class LeadershipState {
  private final String channel;
  private final boolean readFromStandby;
  private final AtomicLong term = new AtomicLong();
  private final AtomicInteger rebuilds = new AtomicInteger();
  private volatile Role role = Role.STARTING;
  private volatile boolean reachable;
  private volatile boolean settled;
  private volatile boolean unresolved;

  private enum Role {
    /** The replica is not what the database says. */
    STARTING,
    STANDBY,
    LEADER
  }

  LeadershipState(String channel, boolean readFromStandby) {
    this.channel = channel;
    this.readFromStandby = readFromStandby;
  }

  /** The replica will hold, for a while, a state that never was. */
  void rebuilding() {
    // In this order, see snapshot().
    role = Role.STARTING;
    rebuilds.incrementAndGet();
  }

  /** The replica is up to date, and this server does not write. */
  void standBy() {
    boolean led = role == Role.LEADER;
    role = Role.STANDBY;
    if (led) {
      resolved();
    }
  }

  /** This server writes from now on. */
  void lead() {
    term.incrementAndGet();
    role = Role.LEADER;
  }

  /** It has been found out once who leads. */
  void settle() {
    settled = true;
  }

  /** Whether CouchDB answers. */
  void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  /** Nobody knows what became of the last group. */
  void doubt() {
    unresolved = true;
    reachable = false;
  }

  /** It is known what became of the last group. */
  void resolved() {
    // Whoever has read the state before read one without that group.
    term.incrementAndGet();
    unresolved = false;
  }

  boolean isStarting() {
    return role == Role.STARTING;
  }

  boolean isLeader() {
    return role == Role.LEADER;
  }

  boolean isSettled() {
    return settled;
  }

  boolean isReachable() {
    return reachable;
  }

  /** Whether nobody knows what became of the last group. */
  boolean isUnresolved() {
    return unresolved;
  }

  /** Whether the state can be read and written by whoever leads; a standby that keeps up has it. */
  boolean isReady() {
    return role != Role.STARTING && reachable && !unresolved;
  }

  /**
   * The state, for reads.
   *
   * @throws UnreachableException if the replica does not hold one, or this server does not answer
   *     reads
   */
  Snapshot snapshot(LocalReplica replica) {
    int before = rebuilds.get();
    if (role == Role.STARTING) {
      throw notRead();
    }
    if (role == Role.STANDBY && !readFromStandby) {
      throw new NotLeaderException();
    }
    Snapshot snapshot = replica.snapshot();
    if (rebuilds.get() != before) {
      snapshot.close();
      throw notRead();
    }
    return snapshot;
  }

  private UnreachableException notRead() {
    return new UnreachableException("channel " + channel + " is not read from CouchDB yet");
  }

  /**
   * Another whenever the state may have been changed otherwise than by this server's commits.
   *
   * @throws UnreachableException if this server cannot write now
   */
  long term() {
    if (role == Role.STANDBY) {
      throw new NotLeaderException();
    }
    if (role == Role.STARTING) {
      throw notRead();
    }
    if (unresolved) {
      throw new UnreachableException("CouchDB has not told yet what became of an earlier commit");
    }
    return term.get();
  }
}
