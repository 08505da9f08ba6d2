package orchestrator.server.couchdb;

import java.util.Optional;
import java.util.UUID;
import orchestrator.server.storage.StorageException;

/**
 * Tells up to where the journal's groups are documents of their own.
 *
 * @param database tells this database from another of the same name
 * @param position of the last such group
 * @param revision of the document that says so
 */
record FoldState(String database, long position, String revision) {
  static final String ID = "fold";

  /** What the database says; the first that asks makes it. */
  static FoldState of(CouchDatabase couch) {
    Optional<FoldState> found = find(couch);
    if (found.isEmpty()) {
      // Of two that make it at once one does, and both read what is there then.
      couch.put(
          ID,
          CouchServer.bytes(
              CouchServer.object()
                  .put("database", UUID.randomUUID().toString())
                  .put("position", 0)));
      found = find(couch);
    }
    return found.orElseThrow(() -> new StorageException(ID + " of " + couch + " is missing"));
  }

  private static Optional<FoldState> find(CouchDatabase couch) {
    return couch
        .get(ID)
        .map(
            document ->
                new FoldState(
                    document.path("database").asText(),
                    document.path("position").asLong(),
                    document.path("_rev").asText()));
  }

  /** Says that the groups up to a position are folded, unless somebody else has. */
  FoldState advance(CouchDatabase couch, long to) {
    FoldState now = this;
    while (now.position < to) {
      WriteResult written =
          couch.put(
              ID,
              CouchServer.bytes(
                  CouchServer.object()
                      .put("_rev", now.revision)
                      .put("database", now.database)
                      .put("position", to)));
      if (written.isWritten()) {
        return new FoldState(now.database, to, written.revision());
      }
      now = of(couch);
    }
    return now;
  }
}
