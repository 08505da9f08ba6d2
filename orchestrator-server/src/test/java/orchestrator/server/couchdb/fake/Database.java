package orchestrator.server.couchdb.fake;

/** A database: its documents, those that are local, and how often it was compacted. */
final class Database {
  private final FakeCouchSettings settings;
  private final Documents documents;
  private final LocalDocuments localDocuments;
  private int compactions;

  Database(FakeCouchSettings settings) {
    this.settings = settings;
    documents = new Documents(settings.flavour());
    localDocuments = new LocalDocuments(settings.flavour());
  }

  /** Refuses a document that is too large, in the words for its place. */
  void checkSize(Draft draft, String reason) {
    if (Json.bytes(draft.body()).length > settings.maxDocumentSize()) {
      throw CouchError.tooLarge(reason);
    }
  }

  /** Writes a document of either kind and tells its revision. */
  Revision write(Draft draft) {
    Draft kept = settings.flavour() == Flavour.POUCHDB ? draft.throughDoubles() : draft;
    return kept.isLocal() ? localDocuments.write(kept) : documents.write(kept);
  }

  /** A document of either kind; refuses what is missing or deleted. */
  StoredDocument get(String id) {
    return id.startsWith(Draft.LOCAL) ? localDocuments.get(id) : documents.get(id);
  }

  Documents documents() {
    return documents;
  }

  void compact() {
    compactions++;
  }

  int compactions() {
    return compactions;
  }
}
