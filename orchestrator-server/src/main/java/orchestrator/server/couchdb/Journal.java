package orchestrator.server.couchdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import orchestrator.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of groups: a ring of documents, the slots. The group at a position is committed by the
 * write that replaces, in its slot, the group of one lap before.
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

  /** What became of a group. */
  enum Outcome {
    COMMITTED,
    /** Another server has committed a group at the position. */
    TAKEN
  }

  static String id(long position) {
    return "journal:%02d".formatted(position % SLOTS);
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
      database.putAll(missing);
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
   * @param deadline of {@link System#nanoTime} after which it gives up
   * @throws CouchException refused: it is not committed. Else: nobody knows
   */
  Outcome write(JournalEntry entry, long deadline) {
    writeParts(entry, deadline);
    List<String> parts = entry.partIds();
    boolean unknown = false;
    while (true) {
      try {
        String revision = revision(entry.position());
        Written written = database.put(id(entry.position()), entry.slot(revision));
        if (written.isWritten()) {
          set(entry.position(), written.revision());
          return Outcome.COMMITTED;
        }
        Slot there = read(entry.position());
        if (there.position() == entry.position() && there.entry().equals(entry.id())) {
          set(entry.position(), there.revision());
          return Outcome.COMMITTED;
        }
        if (there.position() >= entry.position()) {
          removeParts(parts);
          return Outcome.TAKEN;
        }
        // Only the slot was emptied meanwhile.
        synchronized (this) {
          revisions[(int) (entry.position() % SLOTS)] = there.revision();
        }
      } catch (CouchException e) {
        unknown |= !e.isRefused();
        if (!unknown) {
          removeParts(parts);
          throw e;
        }
        giveUpAfter(deadline, e);
      }
    }
  }

  private void writeParts(JournalEntry entry, long deadline) {
    int written = 0;
    for (String id : entry.partIds()) {
      writePart(id, entry.part(written++), deadline);
    }
  }

  private void writePart(String id, byte[] part, long deadline) {
    while (true) {
      try {
        // A conflict tells that an earlier attempt has arrived: nobody else uses this id.
        database.put(id, part);
        return;
      } catch (CouchException e) {
        if (e.isRefused()) {
          throw e;
        }
        giveUpAfter(deadline, e);
      }
    }
  }

  private static void giveUpAfter(long deadline, CouchException why) {
    if (System.nanoTime() - deadline > 0) {
      throw why;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
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
