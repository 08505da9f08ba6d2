package orchestrator.graph.gorch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GorchReaderTest {
  private static Gorch read(String json) throws FaultyGraphException {
    return GorchReader.read(json.getBytes(UTF_8));
  }

  private static FaultyGraphException refused(String json) {
    return catchThrowableOfType(FaultyGraphException.class, () -> read(json));
  }

  @Test
  void aNodeIsReadWithAllItsFields() throws FaultyGraphException {
    Gorch gorch =
        read(
            """
            {"name": "Valid", "state": 7, "id": "ignored", "digraph": [0], "nodes": [
              {"id": 0, "state": 9, "name": "a", "target": "t", "engine": "shell", "artifact": "x",
               "args": ["one", "two"], "output": {"ip": ""}, "graph_id": "g", "unknown": [{"a": 1}],
               "retries": 2, "backoff": "250ms", "timeout": 1.5, "continue_on_failure": true,
               "when": "parent failed", "priority": -3, "environment": {"A": "b"}}]}
            """);

    NodeOptions options =
        new NodeOptions(
            2,
            Duration.ofMillis(250),
            Optional.of(Duration.ofMillis(1500)),
            true,
            NodeOptions.When.FAILED,
            -3,
            Map.of("A", "b"));
    assertThat(gorch.graph().name()).isEqualTo("Valid");
    assertThat(gorch.graph().nodes())
        .containsExactly(
            new Node(
                0, "a", "t", "shell", "x", List.of("one", "two"), Map.of("ip", ""), "g", options));
  }

  @Test
  void aRowComesBeforeItsColumns() throws FaultyGraphException {
    Graph graph =
        read("{\"digraph\":[0,1,1, 0,0,1, 0,0,0],\"nodes\":[{},{\"id\":1},{\"id\":2}]}").graph();

    assertThat(graph.edges()).containsExactly(new Edge(0, 1), new Edge(0, 2), new Edge(1, 2));
  }

  @Test
  void anIdIsThePlaceInTheMatrixAndTheOrderOfTheArrayMeansNothing() throws FaultyGraphException {
    Graph graph =
        read("{\"digraph\":[0,1,0,0],\"nodes\":[{\"id\":1,\"name\":\"b\"},{\"name\":\"a\"}]}")
            .graph();

    assertThat(graph.nodes()).extracting(Node::name).containsExactly("b", "a");
    assertThat(graph.edges()).containsExactly(new Edge(0, 1));
  }

  @Test
  void fieldsMatchWithoutRegardToCase() throws FaultyGraphException {
    Graph graph =
        read("{\"NAME\":\"x\",\"DiGraph\":[0],\"Nodes\":[{\"ID\":0,\"Engine\":\"sleep\"}]}")
            .graph();

    assertThat(graph.name()).isEqualTo("x");
    assertThat(graph.nodes().get(0).engine()).isEqualTo("sleep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"nodes\":null,\"digraph\":null}",
        "{\"nodes\":[],\"digraph\":[]}"
      })
  void nothingIsAGraphOfNothing(String json) throws FaultyGraphException {
    assertThat(read(json).graph().nodes()).isEmpty();
  }

  @Test
  void edgesMayStandInPlaceOfTheMatrix() throws FaultyGraphException {
    Gorch gorch = read("{\"edges\":[[1,0]],\"nodes\":[{},{\"id\":1}]}");

    assertThat(gorch.graph().edges()).containsExactly(new Edge(1, 0));
    assertThat(gorch.hasMatrix()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"digraph\":[0,0],\"nodes\":[{}]} | digraph: Structure is not coherent: 1 nodes need 1 entries, and there are 2",
        "{\"nodes\":[{}]} | digraph: Structure is not coherent: 1 nodes need 1 entries, and there are 0",
        "{\"digraph\":[0,0,0,0],\"nodes\":[{\"id\":0},{\"id\":2}]} | nodes[1].id: 2 is not one of 0 to 1",
        "{\"digraph\":[0,0,0,0],\"nodes\":[{},{}]} | nodes[1].id: 0 is the id of another node too",
        "{\"digraph\":[1],\"nodes\":[{\"name\":\"me\"}]} | edges: these nodes wait for one another: me",
        "{\"digraph\":[0,1,1,0],\"nodes\":[{\"name\":\"a\"},{\"id\":1}]} | edges: these nodes wait for one another: a, node 1",
        "{\"edges\":[[0,5]],\"nodes\":[{}]} | edge 0 to 5: there is no such node",
        "{\"digraph\":[0.5],\"nodes\":[{}]} | digraph: this is a whole number",
        "{\"digraph\":\"no\"} | digraph: the matrix is an array of whole numbers",
        "{\"nodes\":[3]} | nodes[0]: a node is an object",
        "{\"nodes\":[{\"args\":\"x\"}]} | nodes[0].args: this is an array of texts",
        "{\"nodes\":[{\"args\":[1]}]} | nodes[0].args[0]: this is a text",
        "{\"nodes\":[{\"output\":{\"a\":1}}]} | nodes[0].output.a: this is a text",
        "{\"nodes\":[{\"retries\":1001}]} | nodes[0].retries: 1001 is not between 0 and 1000",
        "[] | a graph is an object",
        "{} {} | there is more than one JSON document",
        "{\"name\":\"\\u0000\"} | name: text has a NUL character",
        "{\"name\":\"\\ud800\"} | name: text has half a character",
      })
  void aFaultIsToldWithItsPlace(String json, String fault) {
    assertThat(refused(json)).hasMessage(fault);
  }

  @Test
  void anEmptyBodyIsNoJson() {
    assertThat(refused("").offset()).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void theOffsetTellsHowFarItWasRead() {
    assertThat(refused("{bad").offset()).isEqualTo(OptionalLong.of(2));
    assertThat(refused("{\"name\":3}").offset()).hasValue(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nodes\":[{\"timeout\":1e999999999}]}",
        "{\"timeout\":\"400d\"}",
        "{\"timeout\":\"soon\"}",
        "{\"timeout\":-1}"
      })
  void aTimeIsBounded(String json) {
    assertThatThrownBy(() -> read(json)).hasMessageContaining("this is a time of at most a year");
  }

  @ParameterizedTest
  @CsvSource({"1m30s,90000", "250ms,250", "1.5h,5400000", "2d,172800000"})
  void aTimeIsATextToo(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatThrownBy(() -> read(deep)).isInstanceOf(FaultyGraphException.class);
  }
}
