package orchestrator.server.couchdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the revisions of the documents that were written lately; a guess that spares a
 * question.
 */
final class Revisions {
  private static final int MOST = 50_000;

  private final LinkedHashMap<String, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  Optional<String> of(String id) {
    return Optional.ofNullable(known.get(id));
  }

  void set(String id, String revision) {
    known.put(id, revision);
  }

  void forget(String id) {
    known.remove(id);
  }
}
