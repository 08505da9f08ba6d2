package orchestrator.server.couchdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import orchestrator.lib.persistence.Key;
import orchestrator.server.logging.RateLimitedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of committed groups into documents of their own, behind the commits, and empties
 * the journal's slots. Anything of it may be done twice, by anybody.
 */
final class Fold implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Fold.class);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int GROUPS_PER_COMPACTION_CHECK = 1000;
  private static final long WORTH_COMPACTION = 64 << 20;

  private final CouchDatabase database;
  private final Journal journal;
  private final Backlog backlog;
  private final RowWriter writer;
  private final RateLimitedLog complaints;
  private Optional<FoldState> state = Optional.empty();
  private int sinceCompaction;

  Fold(String channel, CouchDatabase database, Journal journal, Backlog backlog) {
    this.database = database;
    this.journal = journal;
    this.backlog = backlog;
    this.writer = new RowWriter(database);
    this.complaints =
        CouchStore.complaints("channel " + channel + ": documents lag behind the journal");
  }

  /** Folds until the backlog is stopped. */
  @Override
  public void run() {
    while (backlog.awaitWork()) {
      List<JournalEntry> groups = backlog.next();
      try {
        fold(groups);
        backlog.folded(groups);
        emptySlots(backlog.toEmpty());
        compact(groups.size());
      } catch (RuntimeException | Error e) {
        complaints.about(e);
        backlog.failed();
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /**
   * Folds groups.
   *
   * @param groups in the order of their positions, without a gap between them and those before
   * @throws CouchException if some of their rows may not be documents yet
   */
  synchronized void fold(List<JournalEntry> groups) {
    if (groups.isEmpty()) {
      return;
    }
    try {
      writeRows(groups);
      long last = groups.get(groups.size() - 1).position();
      state = Optional.of(state.orElseGet(() -> FoldState.of(database)).advance(database, last));
    } catch (RuntimeException | Error e) {
      writer.clear();
      state = Optional.empty();
      throw e;
    }
  }

  /** The newest row of a document is enough. */
  private void writeRows(List<JournalEntry> groups) {
    Map<Key, Long> newest = new HashMap<>();
    groups.forEach(
        group -> group.rows().keySet().forEach(row -> newest.put(row, group.position())));
    for (JournalEntry group : groups) {
      group
          .rows()
          .forEach(
              (row, value) -> {
                if (newest.get(row) == group.position()) {
                  writer.add(RowDocument.of(row, value, group.position()));
                }
              });
    }
    writer.flush();
  }

  private void emptySlots(List<JournalEntry> groups) {
    List<JournalEntry> toEmpty = new ArrayList<>();
    List<byte[]> documents = new ArrayList<>();
    for (JournalEntry group : groups) {
      journal
          .revisionOf(group.position())
          .ifPresent(
              revision -> {
                toEmpty.add(group);
                documents.add(group.emptied(revision));
              });
    }
    Set<Long> stillFull = new HashSet<>();
    List<WriteResult> written = documents.isEmpty() ? List.of() : database.putAll(documents);
    for (int i = 0; i < toEmpty.size(); i++) {
      long position = toEmpty.get(i).position();
      if (written.get(i).isWritten()) {
        journal.learn(position, written.get(i).revision());
      } else if (!written.get(i).isConflict()) {
        stillFull.add(position);
      }
    }
    List<JournalEntry> emptied =
        groups.stream().filter(group -> !stillFull.contains(group.position())).toList();
    journal.removeParts(emptied.stream().flatMap(group -> group.partIds().stream()).toList());
    backlog.emptied(emptied);
  }

  /** Old revisions are dropped when that frees a good part of the file. */
  private void compact(int groups) {
    sinceCompaction += groups;
    if (sinceCompaction < GROUPS_PER_COMPACTION_CHECK) {
      return;
    }
    sinceCompaction = 0;
    CouchDatabase.Sizes sizes = database.sizes();
    if (sizes.file() > WORTH_COMPACTION && sizes.file() > 3 * sizes.active()) {
      LOG.info(
          "asking for compaction of {}: {} bytes, {} in use",
          database,
          sizes.file(),
          sizes.active());
      database.compact();
    }
  }
}
