package orchestrator.scenario.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.scenario.settings.Entry;

/** Decides which node sends which entry. */
final class Pairing {
  private Pairing() {}

  /**
   * Pairs entries with nodes: first those of the same name, then what is left, in order.
   *
   * @param nodes at least as many as there are entries
   * @return the nodes of the entries, in the order of these
   */
  static List<Node> of(List<Entry> entries, List<Node> nodes) {
    Map<String, Node> named = new HashMap<>();
    nodes.forEach(node -> node.name().ifPresent(name -> named.putIfAbsent(name, node)));
    List<Optional<Node>> byName = new ArrayList<>();
    for (Entry entry : entries) {
      // Taken out, since the next entry of this name is to have another node.
      byName.add(Optional.ofNullable(named.remove(entry.name())));
    }
    Deque<Node> left = new ArrayDeque<>(nodes);
    byName.forEach(node -> node.ifPresent(left::remove));
    return byName.stream().map(node -> node.orElseGet(left::remove)).toList();
  }
}
