package orchestrator.graph.dot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import orchestrator.graph.dot.DotFile.DotEdge;
import orchestrator.graph.dot.DotFile.DotNode;
import orchestrator.graph.dot.DotFile.Text;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Limits;
import orchestrator.graph.source.Place;

/**
 * Parses DOT by its grammar. Only attributes with a meaning for graphs that run are kept, so that a
 * default for all nodes costs little.
 */
final class DotParser {
  /** What nodes of subgraphs may be passed on, so that no file takes minutes. */
  private static final long MOST_STEPS = 20_000_000;

  private final DotLexer lexer;
  private final Set<String> kept;
  private DotToken token;
  private String name = "";
  private final Map<String, Text> attributes = new LinkedHashMap<>();
  private final Map<String, DotNode> nodes = new LinkedHashMap<>();
  private final Map<String, Set<Integer>> subgraphs = new HashMap<>();
  private final List<DotEdge> edges = new ArrayList<>();
  private long steps;

  /** What is between a pair of braces: its nodes, and the attributes that new nodes get. */
  private record Scope(int depth, Set<Integer> members, Map<String, Text> defaults) {
    static Scope root() {
      return new Scope(0, new LinkedHashSet<>(), new HashMap<>());
    }

    Scope below() {
      return new Scope(depth + 1, new LinkedHashSet<>(), new HashMap<>(defaults));
    }
  }

  private DotParser(String text, Set<String> kept) throws FaultyGraphException {
    lexer = new DotLexer(text);
    this.kept = kept;
    token = lexer.next();
  }

  /**
   * What a file says. What is no DOT ends the reading.
   *
   * @param kept the names of the attributes to keep
   */
  static DotFile parse(String text, Set<String> kept) throws FaultyGraphException {
    return new DotParser(text, kept).file();
  }

  private DotFile file() throws FaultyGraphException {
    if (token.isKeyword("strict")) {
      advance();
    }
    if (token.isKeyword("graph")) {
      throw FaultList.one(
          token.place(), "an undirected graph has no order to run in; digraph is needed");
    }
    if (!token.isKeyword("digraph")) {
      throw unexpected("digraph");
    }
    advance();
    if (token.isId()) {
      name = advance().text();
    }
    body(Scope.root());
    if (token.kind() != DotToken.Kind.END) {
      throw unexpected("the end of the file, which holds one graph");
    }
    return new DotFile(name, attributes, nodes, edges);
  }

  private DotToken advance() throws FaultyGraphException {
    DotToken before = token;
    token = lexer.next();
    return before;
  }

  private boolean passes(String sign) throws FaultyGraphException {
    boolean isThere = token.isSign(sign);
    if (isThere) {
      advance();
    }
    return isThere;
  }

  private void expect(String sign) throws FaultyGraphException {
    if (!passes(sign)) {
      throw unexpected(sign);
    }
  }

  private FaultyGraphException unexpected(String wanted) {
    return FaultList.one(token.place(), token.shown() + " is here in place of " + wanted);
  }

  private void body(Scope scope) throws FaultyGraphException {
    expect("{");
    if (scope.depth() > Limits.DEPTH) {
      throw FaultList.one(token.place(), "subgraphs lie too deep in one another");
    }
    while (!token.isSign("}")) {
      if (!passes(";")) {
        statement(scope);
      }
    }
    advance();
  }

  private void statement(Scope scope) throws FaultyGraphException {
    if (token.isKeyword("node")) {
      advance();
      scope.defaults().putAll(attributeLists(true));
      return;
    }
    if (token.isKeyword("edge")) {
      advance();
      attributeLists(true);
      return;
    }
    if (token.isKeyword("graph")) {
      advance();
      ofGraph(attributeLists(true), scope);
      return;
    }
    DotToken start = token;
    List<Integer> ends;
    if (token.isSign("{") || token.isKeyword("subgraph")) {
      ends = subgraph(scope);
    } else {
      DotToken id = id("a node, an edge or a subgraph");
      if (passes("=")) {
        ofGraph(Map.of(id.text(), value()), scope);
        return;
      }
      ends = List.of(node(id, scope));
    }
    if (token.isSign("->") || token.isSign("--")) {
      chain(ends, scope);
    } else if (token.isSign("[")) {
      Map<String, Text> given = attributeLists(false);
      if (start.isId() && !start.isKeyword("subgraph")) {
        node(start.text()).attributes().putAll(given);
      }
    }
  }

  private DotNode node(String id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  private void ofGraph(Map<String, Text> given, Scope scope) {
    if (scope.depth() == 0) {
      given.entrySet().stream()
          .filter(entry -> kept.contains(entry.getKey()))
          .forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
    }
  }

  /** Edges from each of one end to each of the next, and so on. */
  private void chain(List<Integer> first, Scope scope) throws FaultyGraphException {
    List<Integer> from = first;
    while (token.isSign("->") || token.isSign("--")) {
      if (token.isSign("--")) {
        throw FaultList.one(token.place(), "an edge of a digraph is ->");
      }
      Place place = advance().place();
      List<Integer> to =
          token.isSign("{") || token.isKeyword("subgraph")
              ? subgraph(scope)
              : List.of(node(id("a node or a subgraph"), scope));
      Limits.checkEdges(edges.size() + (long) from.size() * to.size(), place);
      for (int one : from) {
        for (int other : to) {
          edges.add(new DotEdge(one, other));
        }
      }
      from = to;
    }
    attributeLists(false);
  }

  /** The nodes of a subgraph; one that is only named has those that it had before. */
  private List<Integer> subgraph(Scope scope) throws FaultyGraphException {
    String id = "";
    if (token.isKeyword("subgraph")) {
      advance();
      id = token.isId() ? advance().text() : "";
    }
    Set<Integer> members;
    if (token.isSign("{") || id.isEmpty()) {
      Scope below = scope.below();
      body(below);
      members = below.members();
      if (!id.isEmpty()) {
        Set<Integer> all = subgraphs.computeIfAbsent(id, it -> new LinkedHashSet<>());
        all.addAll(members);
        members = all;
      }
    } else {
      members = subgraphs.computeIfAbsent(id, it -> new LinkedHashSet<>());
    }
    steps += members.size();
    if (steps > MOST_STEPS) {
      throw FaultList.one(token.place(), "subgraphs with many nodes are named too often");
    }
    scope.members().addAll(members);
    return List.copyOf(members);
  }

  private int node(DotToken id, Scope scope) throws FaultyGraphException {
    for (int port = 0; port < 2 && passes(":"); port++) {
      id("a port");
    }
    DotNode node = nodes.get(id.text());
    if (node == null) {
      node = new DotNode(nodes.size(), scope.defaults());
      nodes.put(id.text(), node);
      Limits.checkNodes(nodes.size(), id.place());
    }
    scope.members().add(node.number());
    return node.number();
  }

  private Map<String, Text> attributeLists(boolean isNeeded) throws FaultyGraphException {
    Map<String, Text> given = new LinkedHashMap<>();
    if (isNeeded && !token.isSign("[")) {
      throw unexpected("[");
    }
    while (passes("[")) {
      while (!passes("]")) {
        DotToken id = id("an attribute or ]");
        Text text = passes("=") ? value() : new Text("true", false, id.place());
        if (kept.contains(id.text())) {
          given.put(id.text(), text);
        }
        if (!passes(",")) {
          passes(";");
        }
      }
    }
    return given;
  }

  private Text value() throws FaultyGraphException {
    DotToken id = id("a value");
    return new Text(id.text(), id.kind() == DotToken.Kind.HTML, id.place());
  }

  /** An id; texts in quotes may be put together of several. */
  private DotToken id(String wanted) throws FaultyGraphException {
    boolean isKeyword =
        token.isKeyword("node")
            || token.isKeyword("edge")
            || token.isKeyword("graph")
            || token.isKeyword("digraph")
            || token.isKeyword("subgraph")
            || token.isKeyword("strict");
    if (!token.isId() || isKeyword) {
      throw unexpected(wanted);
    }
    DotToken id = advance();
    if (id.kind() != DotToken.Kind.QUOTED || !token.isSign("+")) {
      return id;
    }
    StringBuilder joined = new StringBuilder(id.text());
    while (passes("+")) {
      if (token.kind() != DotToken.Kind.QUOTED) {
        throw unexpected("a text in quotes");
      }
      joined.append(advance().text());
    }
    return new DotToken(DotToken.Kind.QUOTED, joined.toString(), id.place());
  }
}
