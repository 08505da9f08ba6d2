package orchestrator.server.couchdb.fake;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The changes of a half of a database's documents: the newest one of each document. */
final class Shard {
  private final NavigableMap<Long, StoredDocument> changes = new TreeMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private long last;

  void changed(StoredDocument document) {
    Long replaced = numbers.put(document.id(), ++last);
    if (replaced != null) {
      changes.remove(replaced);
    }
    changes.put(last, document);
  }

  /** The changes after a number of them. */
  NavigableMap<Long, StoredDocument> after(long number) {
    return changes.tailMap(number, false);
  }

  /** The number of the last change. */
  long last() {
    return last;
  }
}
