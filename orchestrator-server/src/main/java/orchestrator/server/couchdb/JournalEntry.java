package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A group that is to be committed at a position of the log.
 *
 * @param id tells it from every other
 * @param leader who commits it, for readers
 * @param rows of the group
 * @param partIds documents that hold the rows where they are too many for the slot
 */
record JournalEntry(
    String id, String leader, long position, List<RowDocument> rows, List<String> partIds) {
  /** Bytes of rows in one document, well below what CouchDB takes by default, which is 8 MB. */
  private static final long PART_BYTES = 4 << 20;

  static JournalEntry of(String leader, long position, List<RowDocument> rows) {
    String id = UUID.randomUUID().toString();
    List<List<RowDocument>> parts = parts(rows);
    List<String> names = new ArrayList<>();
    for (int part = 0; parts.size() > 1 && part < parts.size(); part++) {
      names.add("part:" + position + ":" + id + ":" + part);
    }
    return new JournalEntry(id, leader, position, List.copyOf(rows), names);
  }

  /** A group that is there already. */
  static JournalEntry of(Slot slot, List<RowDocument> rows) {
    return new JournalEntry(slot.entry(), slot.leader(), slot.position(), rows, slot.parts());
  }

  private static List<List<RowDocument>> parts(List<RowDocument> rows) {
    List<List<RowDocument>> parts = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    for (int row = 0; row < rows.size(); row++) {
      int length = rows.get(row).json().length;
      if (row > start && bytes + length > PART_BYTES) {
        parts.add(rows.subList(start, row));
        start = row;
        bytes = 0;
      }
      bytes += length;
    }
    parts.add(rows.subList(start, rows.size()));
    return parts;
  }

  /** How many bytes the rows have. */
  long bytes() {
    return rows.stream().mapToLong(row -> row.json().length).sum();
  }

  /** The slot that commits the group, in place of the slot's present revision. */
  byte[] slot(String replaced) {
    ObjectNode head = head(replaced);
    if (!partIds.isEmpty()) {
      ArrayNode names = head.putArray("parts");
      partIds.forEach(names::add);
      return CouchServer.bytes(head);
    }
    byte[] begun = CouchServer.bytes(head);
    ByteArrayOutputStream slot = new ByteArrayOutputStream(begun.length + (int) bytes() + 64);
    slot.write(begun, 0, begun.length - 1);
    slot.write(',');
    writeRows(rows, slot);
    slot.write('}');
    return slot.toByteArray();
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

  /** The document of one of the parts. */
  byte[] part(int index) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.write('{');
    writeRows(parts(rows).get(index), part);
    part.write('}');
    return part.toByteArray();
  }

  private static void writeRows(List<RowDocument> rows, ByteArrayOutputStream into) {
    into.writeBytes("\"docs\":[".getBytes(UTF_8));
    for (int row = 0; row < rows.size(); row++) {
      if (row > 0) {
        into.write(',');
      }
      into.writeBytes(rows.get(row).json());
    }
    into.write(']');
  }
}
