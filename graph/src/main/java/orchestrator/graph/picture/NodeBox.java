package orchestrator.graph.picture;

import static orchestrator.cli.text.Escapes.inXml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Widths;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeState;
import orchestrator.graph.model.StateColours;

/**
 * Draws a node: a rounded box in the colour of its state, and in it a table of its name, target,
 * engine and artifact, arguments and outputs.
 */
final class NodeBox {
  static final int WIDTH = 250;
  private static final int ROW = 16;
  private static final int FRAME = 6;

  /** As much of a text as a row holds. */
  private static final int LABEL = 36;

  /** Longer lists are cut, so that no node is higher than a page. */
  private static final int MOST_ROWS = 12;

  private final Node node;
  private final NodeState state;
  private final List<String> rows = new ArrayList<>();

  NodeBox(Node node, GraphView view) {
    this.node = node;
    this.state = view.state(node.id());
    if (!node.target().isEmpty()) {
      rows.add(node.target());
    }
    String work = (node.effectiveEngine() + " " + node.artifact()).strip();
    if (!work.isEmpty()) {
      rows.add(work);
    }
    add(view.arguments(node.id()));
    List<String> outputs = new ArrayList<>();
    for (Map.Entry<String, String> output : view.outputs(node.id()).entrySet()) {
      outputs.add(output.getKey() + " → " + output.getValue());
    }
    add(outputs);
  }

  private void add(List<String> texts) {
    rows.addAll(texts.subList(0, Math.min(MOST_ROWS, texts.size())));
    if (texts.size() > MOST_ROWS) {
      rows.add("and " + (texts.size() - MOST_ROWS) + " more");
    }
  }

  int height() {
    return 2 * FRAME + ROW * (1 + rows.size());
  }

  /** The box with its upper left corner at a point. */
  String at(int x, int y) {
    StringBuilder svg = new StringBuilder();
    String name = node.title();
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <g id="%d" class="node %s" transform="translate(%d %d)"><title>%s: %s</title>
            <rect class="state" width="%d" height="%d" rx="8" fill="%s" stroke="#555555"/>
            <rect x="%d" y="%d" width="%d" height="%d" fill="#add8e6"/>
            """,
            node.id(),
            state.word(),
            x,
            y,
            inXml(name),
            state.word(),
            WIDTH,
            height(),
            StateColours.of(state),
            FRAME,
            FRAME,
            WIDTH - 2 * FRAME,
            ROW));
    svg.append(row(0, name.replace('-', '_').replace(':', '_'), " font-weight=\"bold\""));
    if (!rows.isEmpty()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
              FRAME,
              FRAME + ROW,
              WIDTH - 2 * FRAME,
              ROW * rows.size()));
    }
    for (int row = 0; row < rows.size(); row++) {
      svg.append(row(row + 1, rows.get(row), ""));
    }
    return svg.append("</g>\n").toString();
  }

  private static String row(int row, String text, String style) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\"%s>%s</text>\n",
        FRAME + 4,
        FRAME + ROW * (row + 1) - 4,
        style,
        inXml(Widths.cut(Escapes.oneLine(text), LABEL, "…")));
  }
}
