package orchestrator.lib.service;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Looks for texts in lists that one call asks many times. Owners of assets choose how long the
 * lists are, callers how often they are asked, and the product of both would be a walk in the
 * writer.
 */
final class LongLists {
  /** Lists up to this length are walked through. */
  private static final int SHORT = 16;

  private final IdentityHashMap<List<String>, Set<String>> known = new IdentityHashMap<>();

  /**
   * True if the text is in the list.
   *
   * @param list does not change, and is the same object each time
   */
  boolean contains(List<String> list, String text) {
    return list.size() <= SHORT
        ? list.contains(text)
        : known.computeIfAbsent(list, texts -> Set.copyOf(texts)).contains(text);
  }
}
