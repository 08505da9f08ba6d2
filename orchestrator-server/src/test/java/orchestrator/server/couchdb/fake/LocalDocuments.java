package orchestrator.server.couchdb.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A database's {@code _local} documents, which no listing and no change feed shows. */
final class LocalDocuments {
  private final Flavour flavour;
  private final Map<String, StoredDocument> byId = new HashMap<>();

  LocalDocuments(Flavour flavour) {
    this.flavour = flavour;
  }

  /** Writes or removes a document and tells its revision, {@code 0-n}. */
  Revision write(Draft draft) {
    if (draft.parent().stream().anyMatch(parent -> !isLocal(parent))) {
      throw CouchError.badRequest("Invalid rev format");
    }
    Optional<Revision> old =
        Optional.ofNullable(byId.get(draft.id())).map(StoredDocument::revision);
    if (flavour == Flavour.POUCHDB && !draft.parent().equals(old)) {
      throw CouchError.conflict();
    }
    if (draft.deleted()) {
      byId.remove(draft.id());
      return new Revision(0, "0");
    }
    long count = draft.parent().map(parent -> Long.parseLong(parent.hash())).orElse(0L);
    Revision revision = new Revision(0, Long.toString(count + 1));
    byId.put(draft.id(), new StoredDocument(draft.id(), revision, false, draft.body()));
    return revision;
  }

  private static boolean isLocal(Revision revision) {
    return revision.generation() == 0 && revision.hash().matches("\\d{1,18}");
  }

  StoredDocument get(String id) {
    return Optional.ofNullable(byId.get(id)).orElseThrow(() -> CouchError.notFound("missing"));
  }
}
