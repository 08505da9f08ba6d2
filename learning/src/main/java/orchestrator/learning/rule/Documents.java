package orchestrator.learning.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the documents of a kind, in the order in which they came.
 *
 * @param <T> the kind
 */
final class Documents<T extends Document> {
  private final Map<String, Integer> places = new HashMap<>();

  /** What was removed leaves its place, so that a walk finds the way on. */
  private final List<@Nullable T> inOrder = new ArrayList<>();

  /** Whether it was new. */
  boolean add(T document) {
    if (places.putIfAbsent(document.uuid(), inOrder.size()) != null) {
      return false;
    }
    inOrder.add(document);
    return true;
  }

  Optional<T> find(String uuid) {
    Integer place = places.get(uuid);
    return place == null ? Optional.empty() : at(place);
  }

  void remove(String uuid) {
    Integer place = places.get(uuid);
    if (place != null) {
      inOrder.set(place, null);
    }
  }

  /** The place behind a document; behind all for one that never was there. */
  int behind(String uuid) {
    Integer place = places.get(uuid);
    return place == null ? inOrder.size() : place + 1;
  }

  int size() {
    return inOrder.size();
  }

  /** What is at a place; nothing where it was removed. */
  Optional<T> at(int place) {
    return Optional.ofNullable(inOrder.get(place));
  }

  Stream<T> all() {
    return inOrder.stream().filter(Objects::nonNull).map(Objects::requireNonNull);
  }
}
