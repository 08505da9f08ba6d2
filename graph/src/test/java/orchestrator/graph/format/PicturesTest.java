package orchestrator.graph.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import orchestrator.graph.gorch.FileView;
import orchestrator.graph.gorch.GraphView;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The formats that are only drawn. */
class PicturesTest {
  private static final String LIVE =
      """
      {"name": "live <one>", "state": 2, "digraph": [0, 3, 3, 0, 0,  0, 0, 0, 2, 0,
        0, 0, 0, 4, 0,  0, 0, 0, 0, 0,  0, 0, 0, 0, 0],
       "nodes": [
         {"id": 3, "name": "last", "artifact": "", "state": 5},
         {"id": 0, "name": "oven:pre-heat", "engine": "toscassh", "artifact": "o.sh", "target": "m",
          "args": ["heat=220", "a<b"], "output": {"url": "http://x"}, "state": 3},
         {"id": 1, "name": "b", "engine": "sleep", "artifact": "", "state": 2},
         {"id": 2, "name": "c", "engine": "shell", "artifact": "false", "state": 4},
         {"id": 4, "name": "alone", "artifact": "", "state": 3}]}
      """;

  private static GraphView read(String json) throws Exception {
    return Formats.read(
        Source.of("live.json", json.getBytes(StandardCharsets.UTF_8)), ReadOptions.DEFAULT);
  }

  private static String write(String format, GraphView graph) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Formats.named(format).orElseThrow().write(graph, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Document svg(GraphView graph) throws Exception {
    byte[] text = write("svg", graph).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text));
  }

  private static List<Element> elements(Document svg, String name, String type) {
    NodeList all = svg.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.getAttribute("class").startsWith(type)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Map<String, Element> nodes(Document svg) {
    Map<String, Element> nodes = new HashMap<>();
    elements(svg, "g", "node").forEach(node -> nodes.put(node.getAttribute("id"), node));
    return nodes;
  }

  private static int top(Element node) {
    return Integer.parseInt(node.getAttribute("transform").replaceAll(".* (\\d+)\\)", "$1"));
  }

  @Test
  void eachNodeOfThePictureHasItsIdColourAndTable() throws Exception {
    Document svg = svg(read(LIVE));
    Map<String, Element> nodes = nodes(svg);

    assertThat(nodes).containsOnlyKeys("0", "1", "2", "3");
    assertThat(elements(svg, "g", "graph").get(0).getFirstChild().getTextContent())
        .isEqualTo("Execution");
    Element oven = nodes.get("0");
    assertThat(oven.getAttribute("class")).isEqualTo("node success");
    NodeList rectangles = oven.getElementsByTagName("rect");
    assertThat(((Element) rectangles.item(0)).getAttribute("fill")).isEqualTo("#2ecc71");
    assertThat(((Element) rectangles.item(0)).getAttribute("rx")).isEqualTo("8");
    assertThat(((Element) rectangles.item(1)).getAttribute("fill")).isEqualTo("#add8e6");
    List<String> rows = new ArrayList<>();
    NodeList texts = oven.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      rows.add(texts.item(i).getTextContent());
    }
    assertThat(rows)
        .containsExactly(
            "oven_pre_heat", "m", "toscassh o.sh", "heat=220", "a<b", "url → http://x");
    assertThat(oven.getFirstChild().getTextContent()).isEqualTo("oven:pre-heat: success");
    assertThat(nodes.get("2").getAttribute("class")).isEqualTo("node failure");
    assertThat(nodes.get("3").getAttribute("class")).isEqualTo("node notrunnable");
  }

  @Test
  void thePictureGoesFromTheTopToTheBottomWithAllEdges() throws Exception {
    Document svg = svg(read(LIVE));
    Map<String, Element> nodes = nodes(svg);

    assertThat(elements(svg, "path", "edge")).hasSize(4);
    assertThat(top(nodes.get("0"))).isLessThan(top(nodes.get("1")));
    assertThat(top(nodes.get("1"))).isEqualTo(top(nodes.get("2"))).isLessThan(top(nodes.get("3")));
  }

  @Test
  void whateverTextsSayThePictureIsXml() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Graph graph = new RandomGraphs(seed).next();

      Document svg = svg(FileView.of(graph));

      assertThat(nodes(svg).size()).isLessThanOrEqualTo(graph.nodes().size());
      assertThat(elements(svg, "path", "edge")).as("seed %d", seed).hasSize(graph.edges().size());
    }
  }

  @Test
  void mermaidShowsNodesEdgesAndStates() throws Exception {
    assertThat(write("mermaid", read(LIVE)))
        .isEqualTo(
            """
            ---
            title: "live #60;one#62;"
            ---
            flowchart TD
              n3["last<br/>nil"]:::notrunnable
              n0["oven#58;pre-heat<br/>toscassh o.sh<br/>at m"]:::success
              n1["b<br/>sleep"]:::running
              n2["c<br/>shell false"]:::failure
              n4["alone<br/>nil"]:::success
              n0 --> n1
              n0 --> n2
              n1 --> n3
              n2 --> n3
              classDef running fill:#5bc0de
              classDef success fill:#2ecc71
              classDef failure fill:#e74c3c
              classDef notrunnable fill:#f89406
            """);
  }

  @Test
  void ofALongListOnlyTheStartIsDrawn() throws Exception {
    String arguments = "\"x\",".repeat(100) + "\"" + "y".repeat(1_000) + "\"";
    Document svg =
        svg(
            read(
                "{\"digraph\":[0],\"nodes\":[{\"id\":0,\"artifact\":\"a\",\"engine\":\"shell\",\"args\":["
                    + arguments
                    + "]}]}"));

    assertThat(nodes(svg).get("0").getTextContent()).contains("and 89 more").hasSizeLessThan(300);
  }

  @Test
  @Tag("slow")
  @Timeout(60)
  void tenThousandNodesTakeSeconds() throws Exception {
    int size = 10_000;
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int id = 0; id < size; id++) {
      nodes.add(Node.named(id, "node " + id));
      if (id > 0) {
        edges.add(new Edge(id < 5_000 ? 0 : id - 5_000, id));
        edges.add(new Edge(id / 2, id));
      }
    }
    GraphView graph = FileView.of(new Graph("wide", nodes, edges, Optional.empty()));

    for (GraphFormat format : Formats.all()) {
      if (format.isWritten()) {
        long start = System.nanoTime();
        String text = write(format.name(), graph);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).as(format.name()).isLessThan(Duration.ofSeconds(5));
        if (format.isRead()) {
          Source source = Source.of("wide", text.getBytes(StandardCharsets.UTF_8));
          assertThat(Formats.read(source, ReadOptions.DEFAULT).gorch().graph().edges())
              .isEqualTo(graph.gorch().graph().edges());
        }
      }
    }
  }
}
