package orchestrator.server.couchdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log of groups: a ring of documents, the slots. The group at a position is committed by
 * the write that replaces, in its slot, the group of one lap before.
 *
 * <p>Each write names the revision that it replaces. So of two servers that mean to write the same
 * position CouchDB lets one, and a write that comes late, however late, finds another revision. A
 * document for each position would not do: once it is removed, a late write could make it anew.
 */
final class Journal {
  /** How many groups may wait to be folded. */
  static final int SLOTS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int REVISIONS = 20;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final CouchDatabase database;
  private final String[] revisions = new String[SLOTS];
  private final long[] positions = new long[SLOTS];

  Journal(CouchDatabase database) {
    this.database = database;
  }

  /** Tells what became of a group. */
  enum CommitResult {
    COMMITTED,
    /** Another server has committed a group at the position. */
    TAKEN
  }

  static String id(long position) {
    return String.format(Locale.ROOT, "journal:%02d", position % SLOTS);
  }

  private static List<String> ids() {
    return LongStream.range(0, SLOTS).mapToObj(Journal::id).toList();
  }

  /** Makes the slots that are missing. */
  void prepare() {
    Map<String, String> there = database.revisions(ids());
    if (there.isEmpty()) {
      limitRevisions();
    }
    List<byte[]> missing =
        ids().stream()
            .filter(id -> !there.containsKey(id))
            .map(id -> CouchServer.bytes(CouchServer.object().put("_id", id).put("position", 0)))
            .toList();
    if (!missing.isEmpty()) {
      for (WriteResult slot : database.putAll(missing)) {
        // A conflict is the work of a server that is started at the same time.
        if (!slot.isWritten() && !slot.isConflict()) {
          throw CouchException.unknown(
              "making " + slot.id() + " of " + database + " failed: " + slot.error());
        }
      }
    }
  }

  private void limitRevisions() {
    try {
      database.limitRevisions(REVISIONS);
    } catch (CouchException e) {
      LOG.warn("{}; commits may become slower with time", e.getMessage());
    }
  }

  /** Reads all slots, as a server does that is to write. */
  List<Slot> readAll() {
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      Slot there = read(slot);
      slots.add(there);
      synchronized (this) {
        revisions[slot] = there.revision();
        positions[slot] = there.position();
      }
    }
    return slots;
  }

  private synchronized void set(long position, String revision) {
    revisions[(int) (position % SLOTS)] = revision;
    positions[(int) (position % SLOTS)] = position;
  }

  private synchronized String revision(long position) {
    return revisions[(int) (position % SLOTS)];
  }

  /** The revision of a position's slot, as long as no later group was written in it. */
  synchronized Optional<String> revisionOf(long position) {
    return positions[(int) (position % SLOTS)] == position
        ? Optional.of(revision(position))
        : Optional.empty();
  }

  /** A position's slot has been read, or replaced otherwise than by {@link #write}. */
  synchronized void learn(long position, String revision) {
    if (positions[(int) (position % SLOTS)] <= position) {
      set(position, revision);
    }
  }

  /** What the slot of a position holds. */
  Slot read(long position) {
    return database
        .get(id(position))
        .map(Slot::of)
        .orElseThrow(
            () ->
                new StorageException(
                    "document " + id(position) + " of " + database + " is missing"));
  }

  /** The group in a slot. */
  JournalEntry entry(Slot slot) {
    StringBuilder packed = new StringBuilder(slot.rows());
    for (String part : slot.parts()) {
      packed.append(
          database
              .get(part)
              .orElseThrow(
                  () ->
                      CouchException.unknown(
                          "document " + part + " of " + database + " is missing"))
              .path("rows")
              .asText());
    }
    return new JournalEntry(
        slot.entry(),
        slot.leader(),
        slot.position(),
        PackedRows.unpack(packed.toString()),
        packed.toString(),
        slot.parts());
  }

  /**
   * Commits a group. While CouchDB gives no word it is asked again, which is safe: the write can
   * succeed once only.
   *
   * @param before whether the group may be there from an earlier attempt
   * @param deadline of {@link System#nanoTime} after which it gives up
   * @throws CouchException refused: it is not committed. Else: nobody knows
   */
  CommitResult write(JournalEntry entry, boolean before, long deadline) {
    boolean unknown = before;
    while (true) {
      try {
        writeParts(entry);
        return attempt(entry)
            .orElseThrow(
                () -> CouchException.unknown("slot " + id(entry.position()) + " has changed"));
      } catch (CouchException e) {
        unknown |= !e.isRefused();
        if (!unknown) {
          removeParts(entry, e);
          throw e;
        }
        if (System.nanoTime() - deadline > 0) {
          throw CouchException.unknown(e.getMessage(), e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** What cannot be removed now is when a server takes the lead. */
  private void removeParts(JournalEntry entry, CouchException why) {
    try {
      removeParts(entry.partIds());
    } catch (CouchException e) {
      why.addSuppressed(e);
    }
  }

  /** One try; nothing is told when the slot holds another earlier group than was thought. */
  private Optional<CommitResult> attempt(JournalEntry entry) {
    Optional<String> replaced = replacedBy(entry.position());
    if (replaced.isPresent()) {
      WriteResult written = database.put(id(entry.position()), entry.slot(replaced.get()));
      if (written.isWritten()) {
        set(entry.position(), written.revision());
        return Optional.of(CommitResult.COMMITTED);
      }
    }
    Slot there = read(entry.position());
    learn(there.position(), there.revision());
    if (there.position() == entry.position()) {
      return Optional.of(
          there.entry().equals(entry.id()) ? CommitResult.COMMITTED : CommitResult.TAKEN);
    }
    if (there.position() > entry.position()) {
      // A lap later it cannot be told any more whose group was there.
      return Optional.of(CommitResult.TAKEN);
    }
    if (there.position() < entry.position() - SLOTS) {
      throw CouchException.refused(
          "the journal of " + database + " has gone back, as after the restore of a backup");
    }
    return Optional.empty();
  }

  /**
   * The revision that a group is to replace; none if its slot holds it, or a later one, already.
   */
  private synchronized Optional<String> replacedBy(long position) {
    return positions[(int) (position % SLOTS)] < position
        ? Optional.of(revision(position))
        : Optional.empty();
  }

  /** Makes sure that all parts are there; nobody else uses their ids. */
  private void writeParts(JournalEntry entry) {
    List<String> ids = entry.partIds();
    if (ids.isEmpty()) {
      return;
    }
    Map<String, String> there = database.revisions(ids);
    for (int part = 0; part < ids.size(); part++) {
      if (!there.containsKey(ids.get(part))
          && !database.put(ids.get(part), entry.part(part)).isWritten()) {
        throw CouchException.unknown(
            "part " + ids.get(part) + " of " + database + " was not taken");
      }
    }
  }

  /** Removes documents with rows of a group that is folded, or was never committed. */
  void removeParts(List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    List<byte[]> removals = new ArrayList<>();
    database
        .revisions(ids)
        .forEach(
            (id, revision) ->
                removals.add(
                    CouchServer.bytes(
                        CouchServer.object()
                            .put("_id", id)
                            .put("_rev", revision)
                            .put("_deleted", true))));
    if (!removals.isEmpty()) {
      database.putAll(removals);
    }
  }
}
