package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import orchestrator.lib.persistence.Key;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of committed groups into documents of their own, behind the commits, and empties
 * the journal's slots. Anything of it may be done twice, by anybody: a document is only replaced by
 * the row of a later group.
 */
final class Fold implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Fold.class);

  /** Bytes of rows that may wait; a single group may be larger. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int MOST_ROUNDS = 5;
  private static final long BULK_BYTES = 4 << 20;

  /** CouchDB writes one bulk after the other, and a commit waits for the one before it. */
  private static final int BULK_ROWS = 64;

  /** Lets groups gather: the newest row of each document is enough. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long COMPLAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** For so long the journal keeps what is folded, for those who follow. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Under load, slots are written over before anybody need empty them. */
  private static final int KEPT_FULL = Journal.SLOTS;

  private static final int GROUPS_PER_COMPACTION_CHECK = 1000;
  private static final long WORTH_COMPACTION = 64 << 20;

  private final CouchDatabase database;
  private final Journal journal;
  private final Revisions revisions = new Revisions();
  private final ArrayDeque<JournalEntry> waiting = new ArrayDeque<>();
  // Folded, and their rows in the journal still: whoever follows reads them there.
  private final ArrayDeque<JournalEntry> full = new ArrayDeque<>();
  private Optional<FoldState> state = Optional.empty();
  private long bytes;
  private long foldedAt;
  private boolean stopped;
  private int sinceCompaction;
  private long complained;

  Fold(CouchDatabase database, Journal journal) {
    this.database = database;
    this.journal = journal;
  }

  /** Adds a committed group, after those of lower positions. */
  synchronized void add(JournalEntry entry) {
    waiting.add(entry);
    bytes += entry.bytes();
    notifyAll();
  }

  /** Adds groups that are folded, whose slots are to be emptied. */
  synchronized void addFolded(List<JournalEntry> entries) {
    full.addAll(entries);
  }

  /** Folds groups at once, before anything is added. */
  void now(List<JournalEntry> entries) {
    fold(entries);
  }

  /** Drops what waits: another server folds it. */
  synchronized void forget() {
    waiting.clear();
    full.clear();
    bytes = 0;
    notifyAll();
  }

  /** How many groups wait. */
  synchronized int waiting() {
    return waiting.size();
  }

  /**
   * Waits until the slot of the next group is empty, and not too much waits.
   *
   * @param deadline of {@link System#nanoTime}
   * @throws StorageException if that takes too long: then nothing has been written
   */
  synchronized void awaitRoom(long deadline) {
    // A lap of the ring less one: the slot of the group that is folded last is emptied last.
    while (waiting.size() >= Journal.SLOTS - 1 || bytes > MOST_BYTES) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new StorageException(
            "the documents of " + database + " cannot be brought up to date");
      }
      await(left);
    }
  }

  private void await(long millis) {
    try {
      TimeUnit.MILLISECONDS.timedWait(this, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted", e);
    }
  }

  /** Ends {@link #run} when everything is folded, or at the deadline. */
  synchronized void stop(long deadline) {
    while (!waiting.isEmpty() && deadline - System.nanoTime() > 0) {
      await(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
    stopped = true;
    notifyAll();
  }

  /** Folds until it is stopped. */
  @Override
  public void run() {
    while (awaitWork()) {
      LockSupport.parkNanos(GATHER_NANOS);
      List<JournalEntry> batch = batch();
      try {
        fold(batch);
        done(batch);
        emptySlots();
      } catch (RuntimeException | Error e) {
        state = Optional.empty();
        complain(e);
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Waits until there is something to fold or to empty; false when it is stopped. */
  private synchronized boolean awaitWork() {
    while (waiting.isEmpty() && !isQuiet() && !stopped) {
      await(full.isEmpty() ? 1000 : 200);
    }
    return !stopped;
  }

  /** True if the journal has rows that nobody will come for any more. */
  private boolean isQuiet() {
    return !full.isEmpty() && System.nanoTime() - foldedAt > QUIET_NANOS;
  }

  /** The groups whose slots are to be emptied now: all when it is quiet, else the oldest. */
  private synchronized List<JournalEntry> toEmpty() {
    return full.stream()
        .limit(isQuiet() ? full.size() : Math.max(0, full.size() - KEPT_FULL))
        .toList();
  }

  private synchronized List<JournalEntry> batch() {
    return List.copyOf(waiting);
  }

  private synchronized void done(List<JournalEntry> batch) {
    for (JournalEntry entry : batch) {
      if (!waiting.isEmpty() && waiting.element().position() == entry.position()) {
        waiting.remove();
        bytes -= entry.bytes();
        full.add(entry.folded());
        foldedAt = System.nanoTime();
      }
    }
    notifyAll();
  }

  private void complain(Throwable why) {
    long now = System.nanoTime();
    if (complained == 0 || now - complained > COMPLAIN_NANOS) {
      complained = now;
      LOG.warn("documents of {} lag behind the journal: {}", database, why.getMessage());
    }
  }

  private void fold(List<JournalEntry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    // The newest row of a document is enough.
    Map<Key, Long> newest = new HashMap<>();
    batch.forEach(entry -> entry.rows().keySet().forEach(row -> newest.put(row, entry.position())));
    List<RowDocument> rows = new ArrayList<>();
    for (JournalEntry entry : batch) {
      entry
          .rows()
          .forEach(
              (row, value) -> {
                if (newest.get(row) == entry.position()) {
                  rows.add(RowDocument.of(row, value, entry.position()));
                }
              });
    }
    writeAll(rows);
    long last = batch.get(batch.size() - 1).position();
    state = Optional.of(state.orElseGet(() -> FoldState.of(database)).advance(database, last));
    compact(batch.size());
  }

  private void writeAll(Collection<RowDocument> rows) {
    List<RowDocument> bulk = new ArrayList<>();
    long size = 0;
    for (RowDocument row : rows) {
      if (!bulk.isEmpty() && (bulk.size() == BULK_ROWS || size + row.json().length > BULK_BYTES)) {
        write(bulk);
        bulk.clear();
        size = 0;
      }
      bulk.add(row);
      size += row.json().length;
    }
    if (!bulk.isEmpty()) {
      write(bulk);
    }
  }

  private void write(List<RowDocument> rows) {
    List<RowDocument> left = rows;
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MOST_ROUNDS) {
        throw CouchException.unknown(left.get(0).id() + " of " + database + " is not taken");
      }
      List<Written> written =
          database.putAll(
              left.stream()
                  .map(row -> revisions.of(row.id()).map(row::replacing).orElseGet(row::json))
                  .toList());
      Map<String, RowDocument> conflicts = new LinkedHashMap<>();
      for (int i = 0; i < left.size(); i++) {
        RowDocument row = left.get(i);
        if (written.get(i).isWritten()) {
          revisions.set(row.id(), written.get(i).revision());
        } else if (written.get(i).isConflict()) {
          conflicts.put(row.id(), row);
        } else {
          throw CouchException.unknown(
              "writing " + row.id() + " to " + database + " failed: " + written.get(i).error());
        }
      }
      left = conflicts.isEmpty() ? List.of() : stillToWrite(conflicts);
    }
  }

  /** All but those that are there in a version that is as new. */
  private List<RowDocument> stillToWrite(Map<String, RowDocument> conflicts) {
    Map<String, RowDocument> left = new LinkedHashMap<>(conflicts);
    conflicts.keySet().forEach(revisions::forget);
    for (JsonNode there : database.getAll(conflicts.keySet())) {
      String id = there.path("_id").asText();
      revisions.set(id, there.path("_rev").asText());
      if (there.path("position").asLong() >= conflicts.get(id).position()) {
        left.remove(id);
      }
    }
    return List.copyOf(left.values());
  }

  private void emptySlots() {
    List<JournalEntry> entries = toEmpty();
    List<JournalEntry> emptied = new ArrayList<>();
    List<byte[]> documents = new ArrayList<>();
    for (JournalEntry entry : entries) {
      journal
          .revisionOf(entry.position())
          .ifPresent(
              revision -> {
                emptied.add(entry);
                documents.add(entry.emptied(revision));
              });
    }
    Set<Long> stillFull = new HashSet<>();
    List<Written> written = documents.isEmpty() ? List.of() : database.putAll(documents);
    for (int i = 0; i < emptied.size(); i++) {
      long position = emptied.get(i).position();
      if (written.get(i).isWritten()) {
        journal.learn(position, written.get(i).revision());
      } else if (!written.get(i).isConflict()) {
        stillFull.add(position);
      }
    }
    journal.removeParts(
        entries.stream()
            .filter(entry -> !stillFull.contains(entry.position()))
            .flatMap(entry -> entry.partIds().stream())
            .toList());
    synchronized (this) {
      full.removeIf(entry -> entries.contains(entry) && !stillFull.contains(entry.position()));
    }
  }

  /** Old revisions are dropped when that frees a good part of the file. */
  private void compact(int groups) {
    sinceCompaction += groups;
    if (sinceCompaction < GROUPS_PER_COMPACTION_CHECK) {
      return;
    }
    sinceCompaction = 0;
    long[] sizes = database.sizes();
    if (sizes[0] > WORTH_COMPACTION && sizes[0] > 3 * sizes[1]) {
      LOG.info("asking for compaction of {}: {} bytes, {} in use", database, sizes[0], sizes[1]);
      database.compact();
    }
  }
}
