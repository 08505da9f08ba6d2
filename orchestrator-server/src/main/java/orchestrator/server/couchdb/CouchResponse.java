package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Holds what CouchDB answered.
 *
 * @param status of HTTP
 * @param body its JSON; an empty object where it was something else, such as a proxy's page
 * @param json whether it was JSON
 */
record CouchResponse(int status, JsonNode body, boolean json) {
  static final int OK = 200;
  static final int CREATED = 201;
  static final int ACCEPTED = 202;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int EXISTS = 412;

  boolean isOk() {
    return json && (status == OK || status == CREATED);
  }

  /**
   * This answer, to something that did not succeed, as a sentence.
   *
   * @param what was asked for, such as {@code writing to database x}
   */
  CouchException failure(String what) {
    String reason = body.path("reason").asText("");
    String said = reason.isEmpty() ? "" : " (" + reason + ")";
    if (!json && status == 413) {
      return CouchException.refused(
          what + " failed: a proxy before CouchDB takes no request of this size (413)");
    }
    if (!json) {
      return CouchException.unknown(
          what + " failed: what answered with status " + status + " is not CouchDB");
    }
    return switch (status) {
      case 401 ->
          CouchException.refused(
              what
                  + " failed: CouchDB refuses user or password, or the user has no right to do it"
                  + said);
      case 403 -> CouchException.refused(what + " failed: the user has no right to do it" + said);
      case 413 ->
          CouchException.refused(
              what + " failed: the document is larger than CouchDB's max_document_size" + said);
      case 412, 507 ->
          CouchException.unknown(what + " failed: CouchDB has no room or cannot write" + said);
      case 400, 404, 405, 406, 415 ->
          CouchException.refused(what + " failed: CouchDB answered " + status + said);
      default -> CouchException.unknown(what + " failed: CouchDB answered " + status + said);
    };
  }
}
