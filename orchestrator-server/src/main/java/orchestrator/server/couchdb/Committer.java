package orchestrator.server.couchdb;

import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.server.storage.StorageException;

/** Commits a leader's groups, each at the position after the one before. One thread at a time. */
final class Committer {
  private final CouchDatabase database;
  private final Journal journal;
  private final LocalReplica replica;
  private final Backlog backlog;
  private final LeadershipState leadership;
  private final String process;
  private final Duration timeout;
  private Optional<Unresolved> unresolved = Optional.empty();

  /** Holds a group of which nobody knows whether it is committed. */
  private record Unresolved(JournalEntry entry, NavigableMap<Key, Optional<byte[]>> changes) {}

  /**
   * A committer for a server.
   *
   * @param process names the server in the journal
   * @param timeout how long CouchDB is asked for its word
   */
  Committer(
      CouchDatabase database,
      Journal journal,
      LocalReplica replica,
      Backlog backlog,
      LeadershipState leadership,
      String process,
      Duration timeout) {
    this.database = database;
    this.journal = journal;
    this.replica = replica;
    this.backlog = backlog;
    this.leadership = leadership;
    this.process = process;
    this.timeout = timeout;
  }

  private long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  /**
   * Commits the first group of a leader, an empty one, which shuts out whoever else takes itself
   * for the leader.
   *
   * @param content of the journal, with the last group in the replica
   */
  Journal.CommitResult begin(Recovery.Content content) {
    JournalEntry first =
        JournalEntry.of(process, replica.mark().position() + 1, Collections.emptyNavigableMap());
    Journal.CommitResult result = journal.write(first, false, deadline());
    if (result == Journal.CommitResult.COMMITTED) {
      replica.add(Collections.emptyNavigableMap(), first.position(), first.id());
      unresolved = Optional.empty();
      backlog.forget();
      backlog.addFolded(content.folded());
      content.unfolded().forEach(backlog::add);
      backlog.add(first);
    }
    return result;
  }

  /**
   * Commits the next group.
   *
   * @throws CouchException refused: it is not committed. Else nobody knows, until {@link #resolve}
   * @throws StorageException if too much waits to be folded; it is not committed
   */
  Journal.CommitResult commit(NavigableMap<Key, Optional<byte[]>> changes) {
    long deadline = deadline();
    if (!backlog.awaitRoom(deadline)) {
      throw new StorageException("the documents of " + database + " cannot be brought up to date");
    }
    JournalEntry entry = JournalEntry.of(process, replica.mark().position() + 1, changes);
    try {
      Journal.CommitResult result = journal.write(entry, false, deadline);
      if (result == Journal.CommitResult.COMMITTED) {
        committed(entry, changes);
      }
      return result;
    } catch (CouchException e) {
      if (!e.isRefused()) {
        unresolved = Optional.of(new Unresolved(entry, changes));
        leadership.doubt();
      }
      throw e;
    }
  }

  private void committed(JournalEntry entry, NavigableMap<Key, Optional<byte[]>> changes) {
    replica.add(changes, entry.position(), entry.id());
    backlog.add(entry);
  }

  /**
   * Asks once more what became of a group, and commits it if it is not. Its callers were told that
   * nobody knows.
   *
   * @throws CouchException if nobody knows still
   */
  Journal.CommitResult resolve() {
    Unresolved open = unresolved.orElseThrow();
    Journal.CommitResult result = journal.write(open.entry(), true, System.nanoTime());
    if (result == Journal.CommitResult.COMMITTED) {
      committed(open.entry(), open.changes());
      unresolved = Optional.empty();
      leadership.resolved();
    }
    return result;
  }
}
