package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document's newest revision.
 *
 * @param id its name
 * @param revision the newest one
 * @param deleted whether it is a tombstone
 * @param body its members without the special ones, not to be changed
 */
record StoredDocument(String id, Revision revision, boolean deleted, ObjectNode body) {
  /** The document with its special members, as reads show it. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("_id", id).put("_rev", revision.toString());
    if (deleted) {
      json.put("_deleted", true);
    }
    json.setAll(body);
    return json;
  }
}
