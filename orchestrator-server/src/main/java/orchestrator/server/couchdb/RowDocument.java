package orchestrator.server.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import orchestrator.lib.persistence.Key;

/** Holds a row of the state as a document that was not written yet. */
final class RowDocument {
  private final String id;
  private final long position;
  private final byte[] json;

  private RowDocument(String id, long position, byte[] json) {
    this.id = id;
    this.position = position;
    this.json = json;
  }

  /** The document of a row that the group at a position has set. */
  static RowDocument of(Key row, byte[] value, long position) {
    return new RowDocument(
        RowIds.id(row), position, RowDocuments.document(row, value, position).getBytes(UTF_8));
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
