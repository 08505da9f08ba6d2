package orchestrator.graph.gorch;

import java.util.ArrayList;
import java.util.List;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.Node;

/** Finds text that the orchestrator cannot keep: NUL, and halves of characters. */
public final class TextRules {
  private TextRules() {}

  /** Each text that has some; none for a graph that can be kept. */
  public static List<Fault> faults(String name, List<Node> nodes) {
    List<Fault> faults = new ArrayList<>();
    check("name", name, faults);
    for (int place = 0; place < nodes.size(); place++) {
      Node node = nodes.get(place);
      String at = "nodes[" + place + "].";
      check(at + "name", node.name(), faults);
      check(at + "target", node.target(), faults);
      check(at + "engine", node.engine(), faults);
      check(at + "artifact", node.artifact(), faults);
      check(at + "graph_id", node.graphId(), faults);
      for (int index = 0; index < node.arguments().size(); index++) {
        check(at + "args[" + index + "]", node.arguments().get(index), faults);
      }
      node.outputs()
          .forEach(
              (key, value) -> {
                check(at + "output", key, faults);
                check(at + "output", value, faults);
              });
      node.options()
          .environment()
          .forEach(
              (key, value) -> {
                check(at + "environment", key, faults);
                check(at + "environment", value, faults);
              });
    }
    return faults;
  }

  private static void check(String place, String text, List<Fault> faults) {
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      boolean paired =
          Character.isHighSurrogate(c)
              && index + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(index + 1));
      if (c == 0 || (Character.isSurrogate(c) && !paired)) {
        faults.add(
            Fault.at(place, c == 0 ? "text has a NUL character" : "text has half a character"));
        return;
      }
      index += paired ? 1 : 0;
    }
  }
}
