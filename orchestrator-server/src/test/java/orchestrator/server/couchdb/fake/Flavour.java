package orchestrator.server.couchdb.fake;

/** Which server's habits are shown where servers that speak CouchDB's protocol differ. */
public enum Flavour {
  /**
   * CouchDB 3.4: a deleted document is made anew without a revision only (its tombstone's revision
   * is a conflict); {@code _local} documents know no conflict, the last write wins; whole numbers
   * keep all their digits.
   */
  COUCHDB,

  /**
   * PouchDB Server: a deleted document may be made anew with its tombstone's revision, a stale
   * revision of a {@code _local} document is a conflict, and each number passes through a double.
   */
  POUCHDB
}
