package orchestrator.server.couchdb.fake;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A database's documents with their newest revisions, tombstones among them. */
final class Documents {
  private final Flavour flavour;
  private final Map<String, StoredDocument> byId = new HashMap<>();
  private final NavigableMap<String, StoredDocument> living = new TreeMap<>();
  private final ChangeFeed changes = new ChangeFeed();

  Documents(Flavour flavour) {
    this.flavour = flavour;
  }

  /**
   * Writes a document.
   *
   * @return its new revision
   * @throws CouchError a conflict, when the draft does not follow the newest revision
   */
  Revision write(Draft draft) {
    Optional<StoredDocument> old = find(draft.id());
    if (!follows(draft, old)) {
      throw CouchError.conflict();
    }
    Optional<Revision> parent = old.map(StoredDocument::revision).or(draft::parent);
    Revision revision = Revision.after(parent, draft.deleted(), draft.body());
    StoredDocument written =
        new StoredDocument(draft.id(), revision, draft.deleted(), draft.body());
    byId.put(draft.id(), written);
    if (draft.deleted()) {
      living.remove(draft.id());
    } else {
      living.put(draft.id(), written);
    }
    changes.changed(written);
    return revision;
  }

  private boolean follows(Draft draft, Optional<StoredDocument> old) {
    if (old.isEmpty()) {
      return draft.parent().isEmpty() || draft.deleted();
    }
    boolean ofNewest = draft.parent().equals(old.map(StoredDocument::revision));
    if (old.get().deleted()) {
      boolean ofTombstone = ofNewest && flavour == Flavour.POUCHDB;
      return !draft.deleted() && (draft.parent().isEmpty() || ofTombstone);
    }
    return ofNewest;
  }

  /** The newest revision, which may be a tombstone. */
  Optional<StoredDocument> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The document; refuses one that never was or is deleted. */
  StoredDocument get(String id) {
    StoredDocument found = find(id).orElseThrow(() -> CouchError.notFound("missing"));
    if (found.deleted()) {
      throw CouchError.notFound("deleted");
    }
    return found;
  }

  /** A view of the documents that are not deleted, in the order of their ids. */
  NavigableMap<String, StoredDocument> living() {
    return Collections.unmodifiableNavigableMap(living);
  }

  int deletedCount() {
    return byId.size() - living.size();
  }

  ChangeFeed changes() {
    return changes;
  }
}
