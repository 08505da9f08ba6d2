package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a view up to what the database says, from wherever it is. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 500;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String channel;
  private final CouchDatabase database;
  private final Journal journal;
  private final View view;

  Recovery(String channel, CouchDatabase database, Journal journal, View view) {
    this.channel = channel;
    this.database = database;
    this.journal = journal;
    this.view = view;
  }

  /** Whether there was something to follow. */
  enum Progress {
    NONE,
    MOVED
  }

  /**
   * Follows until the end of the journal.
   *
   * @param before is run when the view will hold, for a while, a state that never was
   */
  Progress catchUp(Runnable before) {
    Progress progress = Progress.NONE;
    while (true) {
      long position = view.mark().position();
      Slot next = journal.read(position + 1);
      if (next.position() <= position) {
        return progress;
      }
      progress = Progress.MOVED;
      if (next.position() == position + 1 && next.isFull()) {
        view.follow(journal.entry(next));
      } else {
        // The group that comes next is not in the journal any more.
        before.run();
        readDocuments(FoldState.of(database));
      }
    }
  }

  /** Empties a view of another database, or of another past of this one. */
  void check() {
    FoldState state = FoldState.of(database);
    View.Mark mark = view.mark();
    if (!state.database().equals(mark.database()) || isForeign(mark)) {
      LOG.info("channel {}: the local view is built anew from {}", channel, database);
      view.restart(state.database());
    }
  }

  private boolean isForeign(View.Mark mark) {
    Slot slot = journal.read(mark.position());
    boolean ahead = slot.position() < mark.position();
    boolean other =
        slot.position() == mark.position()
            && !mark.entry().isEmpty()
            && !mark.entry().equals(slot.entry());
    return ahead || other;
  }

  /** Every document that was written since the view has last read them, as it is now. */
  private void readDocuments(FoldState state) {
    long read = 0;
    long reported = System.nanoTime();
    CouchDatabase.Changes changes;
    do {
      changes = database.changes(view.mark().since(), PAGE);
      List<JsonNode> rows =
          changes.documents().stream()
              .filter(document -> RowIds.isRow(document.path("_id").asText()))
              .toList();
      view.take(rows, changes.last());
      read += rows.size();
      if (System.nanoTime() - reported > REPORT_NANOS) {
        reported = System.nanoTime();
        LOG.info("channel {}: {} documents read", channel, read);
      }
    } while (changes.more());
    view.reached(state.position());
    LOG.info(
        "channel {}: the local view is at position {}, {} documents read",
        channel,
        state.position(),
        read);
  }

  /** The groups whose rows are still in the journal, in order. */
  List<JournalEntry> inJournal() {
    List<JournalEntry> entries = new ArrayList<>();
    for (Slot slot : journal.readAll()) {
      if (slot.isFull()) {
        entries.add(journal.entry(slot));
      }
    }
    entries.sort(Comparator.comparingLong(JournalEntry::position));
    return entries;
  }

  /** Removes parts that belong to no group in the journal: of groups that were never committed. */
  void removeOrphans(List<JournalEntry> inJournal) {
    Set<String> used = new HashSet<>();
    inJournal.forEach(entry -> used.addAll(entry.partIds()));
    List<String> orphans = new ArrayList<>();
    for (String part : database.ids("part:")) {
      if (!used.contains(part)) {
        orphans.add(part);
      }
    }
    journal.removeParts(orphans);
  }
}
