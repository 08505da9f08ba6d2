package orchestrator.server.couchdb;

/**
 * Tells what became of a document that was to be written.
 *
 * @param id of the document
 * @param revision its new one, or empty where it was not written
 * @param error CouchDB's name for the reason, or empty where it was written
 */
record WriteResult(String id, String revision, String error) {
  boolean isWritten() {
    return error.isEmpty();
  }

  /** Somebody has written the document since the given revision. */
  boolean isConflict() {
    return error.equals("conflict");
  }
}
