package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Rows;

/**
 * Holds a group that is to be committed at a position of the log, or was.
 *
 * @param id tells it from every other
 * @param leader who commits it, for readers
 * @param rows that it sets
 * @param packed the same, as text
 * @param partIds documents that hold the text where it is too long for the slot
 */
record JournalEntry(
    String id,
    String leader,
    long position,
    NavigableMap<Key, byte[]> rows,
    String packed,
    List<String> partIds) {
  /** Well below what CouchDB takes in one document by default, which is 8 MB. */
  private static final int PART_LENGTH = 4 << 20;

  /**
   * A new group.
   *
   * @param changes the new value of each key
   */
  static JournalEntry of(
      String leader, long position, NavigableMap<Key, Optional<byte[]>> changes) {
    String id = UUID.randomUUID().toString();
    NavigableMap<Key, byte[]> rows = rows(changes);
    String packed = PackedRows.pack(rows);
    List<String> parts = new ArrayList<>();
    for (int start = 0; packed.length() > PART_LENGTH && start < packed.length(); ) {
      parts.add("part:" + position + ":" + id + ":" + parts.size());
      start += PART_LENGTH;
    }
    return new JournalEntry(id, leader, position, rows, packed, parts);
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

  /** A group of which nothing is left to do but to empty its slot. */
  static JournalEntry folded(Slot slot) {
    return new JournalEntry(
        slot.entry(),
        slot.leader(),
        slot.position(),
        Collections.emptyNavigableMap(),
        "",
        slot.parts());
  }

  /** This group when its rows are documents of their own. */
  JournalEntry folded() {
    return new JournalEntry(id, leader, position, Collections.emptyNavigableMap(), "", partIds);
  }

  /** The position of the group to which the document of a part belongs. */
  static long positionOfPart(String partId) {
    return Long.parseLong(partId.split(":", 3)[1]);
  }

  /** How many bytes the rows have. */
  long bytes() {
    return rows.values().stream().mapToLong(value -> value.length).sum();
  }

  /** The slot that commits the group, in place of the slot's present revision. */
  byte[] slot(String replaced) {
    ObjectNode slot = head(replaced);
    if (partIds.isEmpty()) {
      slot.put("rows", packed);
    } else {
      ArrayNode names = slot.putArray("parts");
      partIds.forEach(names::add);
    }
    return CouchServer.bytes(slot);
  }

  /** The document of one of the parts. */
  byte[] part(int index) {
    int start = index * PART_LENGTH;
    int end = Math.min(packed.length(), start + PART_LENGTH);
    return CouchServer.bytes(CouchServer.object().put("rows", packed.substring(start, end)));
  }

  /** The slot when the rows are documents of their own. */
  byte[] emptied(String replaced) {
    return CouchServer.bytes(head(replaced).put("folded", true));
  }

  private ObjectNode head(String replaced) {
    return CouchServer.object()
        .put("_id", Journal.id(position))
        .put("_rev", replaced)
        .put("position", position)
        .put("leader", leader)
        .put("entry", id);
  }
}
