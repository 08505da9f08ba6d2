package orchestrator.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Test;

class DotReaderTest {
  private static Graph read(String dot) throws FaultyGraphException {
    return DotReader.read(Source.of("test.dot", dot.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> faults(String dot) {
    return catchThrowableOfType(FaultyGraphException.class, () -> read(dot)).faults().stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> names(String dot) throws FaultyGraphException {
    return read(dot).nodes().stream().map(Node::name).toList();
  }

  private static List<String> edges(String dot) throws FaultyGraphException {
    Graph graph = read(dot);
    Map<Integer, String> names = new HashMap<>();
    graph.nodes().forEach(node -> names.put(node.id(), node.name()));
    return graph.edges().stream()
        .map(edge -> names.get(edge.from()) + names.get(edge.to()))
        .toList();
  }

  @Test
  void nodesAndEdgesAreThoseOfTheFile() throws Exception {
    Graph graph = read("digraph night { b; a -> b -> c; a -> c }");

    assertThat(graph.name()).isEqualTo("night");
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("b", "a", "c");
    assertThat(graph.nodes()).extracting(Node::id).containsExactly(0, 1, 2);
    assertThat(edges("digraph night { b; a -> b -> c; a -> c }")).containsExactly("bc", "ab", "ac");
  }

  @Test
  void attributesSayWhatANodeRuns() throws Exception {
    Node node =
        read("""
                digraph {
                  build [engine=shell, artifact=make, args="-C src 'all of it' \\"x y\\" ''",
                         target="edge"; output="size time=0" graph_id=g7]
                  build [retries=3, backoff="250ms", timeout=90, continue_on_failure=true,
                         when=ended, priority=-2, environment="CC=gcc EMPTY="]
                }
                """)
            .nodes()
            .get(0);

    assertThat(node)
        .isEqualTo(
            new Node(
                0,
                "build",
                "edge",
                "shell",
                "make",
                List.of("-C", "src", "all of it", "x y", ""),
                Map.of("size", "", "time", "0"),
                "g7",
                new NodeOptions(
                    3,
                    Duration.ofMillis(250),
                    Optional.of(Duration.ofSeconds(90)),
                    true,
                    NodeOptions.When.ENDED,
                    -2,
                    Map.of("CC", "gcc", "EMPTY", ""))));
  }

  @Test
  void listsAndMapsMayBeJson() throws Exception {
    Node node =
        read("digraph { a [args=\"[\\\"x y\\\", \\\"\\\"]\", output=\"{\\\"k\\\": \\\"v\\\"}\"] }")
            .nodes()
            .get(0);

    assertThat(node.arguments()).containsExactly("x y", "");
    assertThat(node.outputs()).isEqualTo(Map.of("k", "v"));
    assertThat(read("digraph { a [args=\"[ -f x ]\"] }").nodes().get(0).arguments())
        .containsExactly("[", "-f", "x", "]");
  }

  @Test
  void aNodeIsCalledByNameOrLabelOrId() throws Exception {
    assertThat(
            names(
                """
                digraph {
                  a [name="Long name", label="drawn"]
                  b [label="two\\nlines of \\N"]
                  c [label=<<b>bold</b> and <i>more</i>>]
                  "d e"
                  -1.5
                  .5
                  Ünï
                }
                """))
        .containsExactly("Long name", "two lines of b", "c", "d e", "-1.5", ".5", "Ünï");
  }

  @Test
  void whatGorch2dotWroteIsUnderstood() throws Exception {
    Graph graph =
        read(
            """
            digraph Valid {
              rankdir=LR;
              oven_Methodcreate [ id="1", label="oven:create|toscassh|oven/install.sh|[grade=rye heat=220]", shape=record ];
              machine [ id="0", label="machine|nil||[]", shape=record ];
              machine->oven_Methodcreate;
            }
            """);

    assertThat(graph.nodes()).extracting(Node::id).containsExactly(1, 0);
    Node oven = graph.nodes().get(0);
    assertThat(oven.name()).isEqualTo("oven:create");
    assertThat(oven.engine()).isEqualTo("toscassh");
    assertThat(oven.artifact()).isEqualTo("oven/install.sh");
    assertThat(oven.arguments()).containsExactly("grade=rye", "heat=220");
    assertThat(graph.edges()).singleElement().hasToString("Edge[from=0, to=1]");
  }

  @Test
  void idsAreOnlyTakenWhenTheyNumberAllNodes() throws Exception {
    assertThat(read("digraph { a [id=1] b [id=0] }").nodes())
        .extracting(Node::id)
        .containsExactly(1, 0);
    assertThat(read("digraph { a [id=1] b [id=1] }").nodes())
        .extracting(Node::id)
        .containsExactly(0, 1);
    assertThat(read("digraph { a [id=1] b }").nodes()).extracting(Node::id).containsExactly(0, 1);
    assertThat(read("digraph { a [id=svg] b [id=2] }").nodes())
        .extracting(Node::id)
        .containsExactly(0, 1);
  }

  @Test
  void defaultsHoldForNodesMadeInTheirBraces() throws Exception {
    Graph graph =
        read(
            """
            digraph {
              before
              node [engine=nil, color=red]
              a
              subgraph cluster_in { node [target=inside]; b; before }
              c [engine=sleep]
            }
            """);

    assertThat(graph.nodes()).extracting(Node::name).containsExactly("before", "a", "b", "c");
    assertThat(graph.nodes()).extracting(Node::engine).containsExactly("", "nil", "nil", "sleep");
    assertThat(graph.nodes()).extracting(Node::target).containsExactly("", "", "inside", "");
  }

  @Test
  void edgesToSubgraphsGoToEachOfTheirNodes() throws Exception {
    assertThat(edges("digraph { a -> { b c } -> d }")).containsExactly("ab", "ac", "bd", "cd");
    assertThat(edges("digraph { subgraph s { a b } subgraph s -> c }")).containsExactly("ac", "bc");
    assertThat(edges("digraph { { a -> b } -> subgraph t { c } [style=bold] }"))
        .containsExactly("ab", "ac", "bc");
    assertThat(edges("digraph { a -> {} -> b }")).isEmpty();
  }

  @Test
  void allOfTheLanguageIsRead() throws Exception {
    assertThat(
            edges(
                """
                // a comment
                # a line for a preprocessor
                /* a comment
                   of two lines */
                STRICT DiGraph "a \\
                name" {
                  graph [rankdir=LR]; edge [color=blue]
                  label = "drawn"
                  compound=true;
                  a:port:ne -> b:s [lhead=cluster, label=<x>] [weight=2]
                  a -> b;;
                  "c" + "d" -> a [headport=n,]
                  subgraph { rank=same; b; "cd" }
                  {}
                }
                """))
        .containsExactly("ab", "cda");
  }

  @Test
  void theGraphMayHaveATimeoutAndALabelForAName() throws Exception {
    Graph graph = read("digraph { label=\"Night\\nrun\"; timeout=\"1m30s\" a }");

    assertThat(graph.name()).isEqualTo("Night run");
    assertThat(graph.timeout()).contains(Duration.ofSeconds(90));
  }

  @Test
  void thePageTellsEachAttribute() throws Exception {
    String page = Files.readString(Path.of("../docs/formats.md"));

    assertThat(DotAttributes.NAMES).allSatisfy(it -> assertThat(page).contains("`" + it + "`"));
  }

  @Test
  void undirectedGraphsAreRefused() {
    assertThat(faults("strict graph { a -- b }"))
        .containsExactly(
            "line 1, column 8: an undirected graph has no order to run in; digraph is needed");
    assertThat(faults("digraph { a -- b }"))
        .containsExactly("line 1, column 13: an edge of a digraph is ->");
  }

  @Test
  void whatIsNoDotIsToldWithItsPlace() {
    assertThat(faults("digraph {\n  a -> ;\n}"))
        .containsExactly("line 2, column 8: ; is here in place of a node or a subgraph");
    assertThat(faults("digraph { a [b=] }"))
        .containsExactly("line 1, column 16: ] is here in place of a value");
    assertThat(faults("digraph { a"))
        .singleElement()
        .asString()
        .contains("the end of the file is here");
    assertThat(faults("digraph {} x"))
        .containsExactly(
            "line 1, column 12: x is here in place of the end of the file, which holds one graph");
    assertThat(faults("digraph {\n\"a\n}"))
        .containsExactly("line 2, column 1: the text in quotes does not end");
    assertThat(faults("digraph { a [label=<b] }"))
        .containsExactly("line 1, column 20: the text of HTML does not end");
    assertThat(faults("digraph { /* }"))
        .containsExactly("line 1, column 11: the comment does not end");
    assertThat(faults("digraph { a & b }"))
        .containsExactly("line 1, column 13: '&' means nothing here; such texts need quotes");
    assertThat(faults("digraph { a -> node }"))
        .containsExactly("line 1, column 16: node is here in place of a node or a subgraph");
    assertThat(faults("hello"))
        .containsExactly("line 1, column 1: hello is here in place of digraph");
    assertThat(faults("digraph { a \u00ff\u0000 }"))
        .singleElement()
        .asString()
        .contains("means nothing");
  }

  @Test
  void allWrongAttributesAreToldAtOnce() {
    assertThat(
            faults(
                """
                digraph {
                  timeout=soon
                  a [retries=1001]
                  b [when=never, priority=high]
                  c [args="it's"]
                  d [timeout="5 years", continue_on_failure=perhaps, backoff=-1, output="{1}"]
                }
                """))
        .containsExactlyInAnyOrder(
            "line 2, column 11: timeout must be a time of at most a year: seconds, or a text such as"
                + " 1m30s or 250ms",
            "line 3, column 14: retries must be a whole number between 0 and 1000",
            "line 4, column 11: when must be one of succeeded, failed and ended",
            "line 4, column 27: priority must be a whole number between -1000000 and 1000000",
            "line 5, column 11: args must be words, or a JSON array of texts; a quote must end",
            "line 6, column 14: timeout must be a time of at most a year: seconds, or a text such as"
                + " 1m30s or 250ms",
            "line 6, column 45: continue_on_failure must be true or false",
            "line 6, column 62: backoff must be a time of at most a year: seconds, or a text such as"
                + " 1m30s or 250ms",
            "line 6, column 73: output must be words such as a=1 b=2, or a JSON object of texts");
  }

  @Test
  void bytesThatAreNotUtf8AreToldWithTheirPlace() {
    byte[] bytes = "digraph {\n a\u00e9 }".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(
            catchThrowableOfType(
                    FaultyGraphException.class, () -> DotReader.read(Source.of("a.dot", bytes)))
                .faults())
        .singleElement()
        .hasToString("line 2, column 3: this is not UTF-8");
  }

  @Test
  void floodsAreRefused() {
    StringBuilder nodes = new StringBuilder("digraph {");
    for (int i = 0; i <= 100_000; i++) {
      nodes.append('n').append(i).append(';');
    }
    assertThat(faults(nodes + "}")).singleElement().asString().endsWith("more than 100000 nodes");
    StringBuilder wide = new StringBuilder("digraph { subgraph s {");
    for (int i = 0; i < 2_000; i++) {
      wide.append('n').append(i).append(';');
    }
    assertThat(faults(wide + "} subgraph s -> subgraph s }"))
        .singleElement()
        .asString()
        .endsWith("more than 2000000 edges");
    assertThat(faults(wide + "} " + "subgraph s;".repeat(20_000) + "}"))
        .singleElement()
        .asString()
        .endsWith("named too often");
    assertThat(faults("digraph {" + "{".repeat(100_000)))
        .singleElement()
        .asString()
        .endsWith("too deep in one another");
  }
}
