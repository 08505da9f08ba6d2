package orchestrator.server.couchdb.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The changes of a database's documents. Those of a shard come in the order in which they were
 * made; between the two shards there is no order, as in CouchDB: here the second one comes first.
 */
final class ChangeFeed {
  private final Shard first = new Shard();
  private final Shard second = new Shard();

  /** A document's newest revision, and the place right after it. */
  record Change(Sequence sequence, StoredDocument document) {}

  void changed(StoredDocument document) {
    shard(document.id()).changed(document);
  }

  /** All changes after a place. */
  List<Change> after(Sequence since) {
    List<Change> changes = new ArrayList<>();
    long reached = since.second();
    for (Map.Entry<Long, StoredDocument> change : second.after(since.second()).entrySet()) {
      reached = change.getKey();
      changes.add(new Change(new Sequence(since.first(), reached), change.getValue()));
    }
    for (Map.Entry<Long, StoredDocument> change : first.after(since.first()).entrySet()) {
      changes.add(new Change(new Sequence(change.getKey(), reached), change.getValue()));
    }
    return changes;
  }

  /** The place after all changes. */
  Sequence end() {
    return new Sequence(first.last(), second.last());
  }

  private Shard shard(String id) {
    return (id.hashCode() & 1) == 0 ? first : second;
  }
}
