package orchestrator.graph.dot;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import orchestrator.graph.dot.DotFile.DotNode;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Source;

/**
 * Reads a digraph in DOT. A node of DOT is a node of the graph; attributes with the names of a
 * gorch's fields say what it runs, and the others, which only draw, are ignored.
 */
public final class DotReader {
  /** What gorch2dot, old and new, writes as a label: name, engine, artifact, arguments. */
  private static final Pattern RECORD =
      Pattern.compile("(?s)([^|]*)\\|([^|]*)\\|([^|]*)\\|\\[([^|]*)\\]");

  private final DotFile file;
  private final FaultList faults = new FaultList();

  private DotReader(DotFile file) {
    this.file = file;
  }

  /** Whether a text begins as a graph in DOT does, directed or not. */
  public static boolean recognizes(String start) {
    try {
      DotLexer lexer = new DotLexer(start);
      DotToken first = lexer.next();
      DotToken second = lexer.next();
      return first.isKeyword("strict")
          ? second.isKeyword("digraph") || second.isKeyword("graph")
          : (first.isKeyword("digraph") || first.isKeyword("graph"))
              && (second.isId() || second.isSign("{"));
    } catch (FaultyGraphException e) {
      return false;
    }
  }

  /** Reads one; circles are not looked for. */
  public static Graph read(Source source) throws FaultyGraphException {
    return new DotReader(DotParser.parse(source.text(), DotAttributes.NAMES)).graph();
  }

  private Graph graph() throws FaultyGraphException {
    int[] ids = ids();
    List<Node> nodes = new ArrayList<>();
    file.nodes().forEach((id, node) -> nodes.add(node(id, node, ids[node.number()])));
    List<Edge> edges =
        file.edges().stream().map(edge -> new Edge(ids[edge.from()], ids[edge.to()])).toList();
    DotAttributes attributes = new DotAttributes(file.attributes(), faults);
    String name =
        file.name().isEmpty()
            ? attributes.raw(DotAttributes.LABEL).map(it -> DotTexts.label(it, "")).orElse("")
            : DotTexts.plain(file.name());
    Graph graph = new Graph(name, nodes, edges, attributes.timeout());
    faults.check();
    return graph;
  }

  private Node node(String id, DotNode node, int number) {
    DotAttributes attributes = new DotAttributes(node.attributes(), faults);
    Optional<Matcher> record = record(attributes);
    String name =
        attributes
            .text(DotAttributes.NAME)
            .or(() -> record.map(it -> it.group(1)))
            .or(() -> attributes.raw(DotAttributes.LABEL).map(label -> DotTexts.label(label, id)))
            .orElse(DotTexts.plain(id));
    return new Node(
        number,
        name,
        attributes.text(DotAttributes.TARGET).orElse(""),
        field(attributes, DotAttributes.ENGINE, record, 2),
        field(attributes, DotAttributes.ARTIFACT, record, 3),
        record.isPresent()
            ? DotTexts.list(record.get().group(4)).orElse(List.of())
            : attributes.arguments(),
        attributes.map(DotAttributes.OUTPUT),
        attributes.text(DotAttributes.GRAPH_ID).orElse(""),
        attributes.options());
  }

  private static String field(
      DotAttributes attributes, String name, Optional<Matcher> record, int group) {
    return attributes.text(name).or(() -> record.map(it -> it.group(group))).orElse("");
  }

  /** The label of a node that says what it runs in no other way. */
  private static Optional<Matcher> record(DotAttributes attributes) {
    boolean isRecord =
        attributes.raw(DotAttributes.SHAPE).filter("record"::equals).isPresent()
            && attributes.raw(DotAttributes.NAME).isEmpty()
            && attributes.raw(DotAttributes.ENGINE).isEmpty()
            && attributes.raw(DotAttributes.ARGS).isEmpty();
    return attributes
        .raw(DotAttributes.LABEL)
        .filter(label -> isRecord)
        .map(RECORD::matcher)
        .filter(Matcher::matches);
  }

  /** The attributes {@code id} if they number all nodes from 0, else the order of the file. */
  private int[] ids() {
    int[] ids = new int[file.nodes().size()];
    BitSet seen = new BitSet();
    for (DotNode node : file.nodes().values()) {
      OptionalInt id = number(node.attributes());
      if (id.isEmpty() || id.getAsInt() >= ids.length || seen.get(id.getAsInt())) {
        return IntStream.range(0, ids.length).toArray();
      }
      seen.set(id.getAsInt());
      ids[node.number()] = id.getAsInt();
    }
    return ids;
  }

  private static OptionalInt number(Map<String, DotFile.Text> attributes) {
    DotFile.Text text = attributes.get(DotAttributes.ID);
    return text != null && text.value().matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(text.value()))
        : OptionalInt.empty();
  }
}
