package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a replica up to what the database says, from wherever it is. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 200;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String channel;
  private final CouchDatabase database;
  private final Journal journal;
  private final LocalReplica replica;
  private final BooleanSupplier stopping;

  Recovery(
      String channel,
      CouchDatabase database,
      Journal journal,
      LocalReplica replica,
      BooleanSupplier stopping) {
    this.channel = channel;
    this.database = database;
    this.journal = journal;
    this.replica = replica;
    this.stopping = stopping;
  }

  /**
   * Follows until the end of the journal; true if there was something to follow.
   *
   * @param before is run when the replica will hold, for a while, a state that never was
   */
  boolean catchUp(Runnable before) {
    boolean moved = false;
    while (true) {
      goOn();
      long position = replica.mark().position();
      Slot next = journal.read(position + 1);
      if (next.position() <= position) {
        return moved;
      }
      moved = true;
      if (next.position() == position + 1 && next.isFull()) {
        replica.follow(journal.entry(next));
      } else {
        // The group that comes next is not in the journal any more.
        before.run();
        readDocuments(FoldState.of(database));
      }
    }
  }

  private void goOn() {
    if (stopping.getAsBoolean()) {
      throw new StorageException("the server stops");
    }
  }

  /**
   * Spares a later start the changes that the replica holds already; for the leader, whose replica
   * holds every group that is being folded.
   */
  void remember() {
    String end = database.end();
    if (FoldState.of(database).position() <= replica.mark().position()) {
      replica.holds(end);
    }
  }

  /** Empties a replica of another database, or of another past of this one. */
  void check() {
    FoldState state = FoldState.of(database);
    LocalReplica.Mark mark = replica.mark();
    if (!state.database().equals(mark.database()) || isForeign(mark)) {
      LOG.info("channel {}: the local replica is built anew from {}", channel, database);
      replica.restart(state.database());
    }
  }

  private boolean isForeign(LocalReplica.Mark mark) {
    Slot slot = journal.read(mark.position());
    boolean ahead = slot.position() < mark.position();
    boolean other =
        slot.position() == mark.position()
            && !mark.entry().isEmpty()
            && !mark.entry().equals(slot.entry());
    return ahead || other;
  }

  /** Every document that was written since the replica has last read them, as it is now. */
  private void readDocuments(FoldState state) {
    if (state.position() <= replica.mark().position()) {
      throw new StorageException(
          database + " has lost groups: they are in neither its documents nor its journal");
    }
    String since = replica.mark().since();
    boolean settled = true;
    long read = 0;
    long reported = System.nanoTime();
    CouchDatabase.Changes changes;
    do {
      goOn();
      changes = database.changes(since, PAGE);
      since = changes.last();
      List<JsonNode> rows =
          changes.documents().stream()
              .filter(document -> RowIds.isRow(document.path("_id").asText()))
              .toList();
      // Rows of later groups are replaced by older ones when the journal is followed. Should it
      // not go on up to those groups, they are to be read once more.
      settled &= rows.stream().noneMatch(row -> row.path("position").asLong() > state.position());
      replica.take(rows, settled ? since : replica.mark().since());
      read += rows.size();
      if (System.nanoTime() - reported > REPORT_NANOS) {
        reported = System.nanoTime();
        LOG.info("channel {}: {} documents read", channel, read);
      }
    } while (changes.more());
    replica.reached(state.position());
    LOG.info(
        "channel {}: the local replica is at position {}, {} documents read",
        channel,
        state.position(),
        read);
  }

  /**
   * Holds what is in the journal, for a server that is to write.
   *
   * @param unfolded groups whose rows may not be documents of their own yet, in order
   * @param folded groups whose slots are to be emptied
   * @param end position of the last group
   */
  record Content(List<JournalEntry> unfolded, List<JournalEntry> folded, long end) {}

  /** Reads all slots. */
  Content journal() {
    List<JournalEntry> unfolded = new ArrayList<>();
    List<JournalEntry> folded = new ArrayList<>();
    long end = 0;
    long foldedTo = FoldState.of(database).position();
    for (Slot slot : journal.readAll()) {
      end = Math.max(end, slot.position());
      if (slot.position() > foldedTo) {
        unfolded.add(journal.entry(slot));
      } else if (slot.isFull()) {
        folded.add(JournalEntry.folded(slot));
      }
    }
    unfolded.sort(Comparator.comparingLong(JournalEntry::position));
    return new Content(unfolded, folded, end);
  }

  /**
   * Removes parts of groups that were never committed, and never will be.
   *
   * @param to position up to which it is settled what is committed
   */
  void removeOrphans(Content content, long to) {
    Set<String> used = new HashSet<>();
    content.unfolded().forEach(entry -> used.addAll(entry.partIds()));
    content.folded().forEach(entry -> used.addAll(entry.partIds()));
    journal.removeParts(
        database.ids("part:").stream()
            .filter(part -> !used.contains(part) && JournalEntry.positionOfPart(part) <= to)
            .toList());
  }
}
