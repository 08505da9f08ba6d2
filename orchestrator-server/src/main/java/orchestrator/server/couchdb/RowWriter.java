package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes rows as documents, in bulk. A document is only replaced by the row of a later group, so
 * that anything may be written twice, by anybody, in any order. One thread.
 */
final class RowWriter {
  /** CouchDB finds the places of many documents at once much faster; a commit waits meanwhile. */
  private static final int BULK_ROWS = 1000;

  private static final long BULK_BYTES = 4 << 20;
  private static final int MOST_ROUNDS = 5;

  private final CouchDatabase database;
  private final Revisions revisions = new Revisions();
  private final List<RowDocument> bulk = new ArrayList<>();
  private long size;

  RowWriter(CouchDatabase database) {
    this.database = database;
  }

  /** Writes a row, at the latest with {@link #flush}. */
  void add(RowDocument row) {
    bulk.add(row);
    size += row.json().length;
    if (bulk.size() >= BULK_ROWS || size > BULK_BYTES) {
      flush();
    }
  }

  /** Writes what was added. */
  void flush() {
    List<RowDocument> left = List.copyOf(bulk);
    clear();
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MOST_ROUNDS) {
        throw CouchException.unknown(left.get(0).id() + " of " + database + " is not taken");
      }
      left = stillToWrite(conflicts(left));
    }
  }

  /** Drops what was added and not written. */
  void clear() {
    bulk.clear();
    size = 0;
  }

  /** Tries to replace documents; those whose present revision is another than was thought. */
  private Map<String, RowDocument> conflicts(List<RowDocument> rows) {
    List<WriteResult> written =
        database.putAll(
            rows.stream()
                .map(row -> revisions.of(row.id()).map(row::replacing).orElseGet(row::json))
                .toList());
    Map<String, RowDocument> conflicts = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      RowDocument row = rows.get(i);
      if (written.get(i).isWritten()) {
        revisions.set(row.id(), written.get(i).revision());
      } else if (written.get(i).isConflict()) {
        conflicts.put(row.id(), row);
      } else {
        throw CouchException.unknown(
            "writing " + row.id() + " to " + database + " failed: " + written.get(i).error());
      }
    }
    return conflicts;
  }

  /** All but those that are there in a version that is as new. */
  private List<RowDocument> stillToWrite(Map<String, RowDocument> conflicts) {
    if (conflicts.isEmpty()) {
      return List.of();
    }
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
}
