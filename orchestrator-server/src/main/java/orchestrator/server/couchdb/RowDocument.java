package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Rows;

/** A row of the state as a document that was not written yet. */
final class RowDocument {
  private final String id;
  private final long position;
  private final byte[] json;

  private RowDocument(String id, long position, byte[] json) {
    this.id = id;
    this.position = position;
    this.json = json;
  }

  /** The rows among the changes of a group. Rows are never removed. */
  static List<RowDocument> of(NavigableMap<Key, Optional<byte[]>> changes, long position) {
    List<RowDocument> rows = new ArrayList<>();
    for (Map.Entry<Key, Optional<byte[]>> change : changes.entrySet()) {
      Key key = change.getKey();
      if (Rows.isDerived(key)) {
        continue;
      }
      byte[] value =
          change
              .getValue()
              .orElseThrow(() -> new IllegalStateException("row " + key + " is removed"));
      rows.add(
          new RowDocument(
              RowIds.id(key),
              position,
              RowDocuments.document(key, value, position).getBytes(UTF_8)));
    }
    return rows;
  }

  /** The row of a journal's document, which carries no revision. */
  static RowDocument of(JsonNode document) {
    ObjectNode bare = document.deepCopy();
    bare.remove("_rev");
    return new RowDocument(
        document.path("_id").asText(), document.path("position").asLong(), CouchServer.bytes(bare));
  }

  /** The id of the document. */
  String id() {
    return id;
  }

  /** The position of the group that wrote the row. */
  long position() {
    return position;
  }

  /** The document, without a revision; not to be changed. */
  byte[] json() {
    return json;
  }

  /** The document with the revision that it is to replace. */
  byte[] replacing(String revision) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + 64);
    bytes.writeBytes(("{\"_rev\":\"" + revision + "\",").getBytes(UTF_8));
    bytes.write(json, 1, json.length - 1);
    return bytes.toByteArray();
  }
}
