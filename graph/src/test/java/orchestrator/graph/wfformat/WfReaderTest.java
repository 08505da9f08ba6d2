package orchestrator.graph.wfformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Test;

/**
 * Reads workflows in both versions of WfFormat. The two larger ones were made by WfCommons' own
 * generator, versions 1.0 and 1.2, as e2e-tests/src/measure/wfcommons-instances.py does it.
 */
class WfReaderTest {
  private static final String OLD =
      """
      { "name": "old", "schemaVersion": "1.4", "workflow": { "tasks": [
        { "name": "split", "id": "ID1", "runtimeInSeconds": 1.5, "parents": [], "children": ["work"],
          "command": { "program": "split", "arguments": ["-n", "2"] }, "machine": "node1" },
        { "name": "work", "id": "ID2", "runtime": 0.0004, "parents": ["ID1"], "children": [] }
      ] } }
      """;
  private static final String NEW =
      """
      { "name": "new", "schemaVersion": "1.5", "workflow": {
        "specification": {
          "tasks": [
            { "name": "t", "id": "a", "parents": [], "children": ["b", "c"] },
            { "name": "t", "id": "b", "parents": ["a"], "children": [] },
            { "name": "u", "id": "c", "parents": ["a", "b"], "children": [] } ],
          "files": [ { "id": "f", "sizeInBytes": 5 } ] },
        "execution": {
          "makespanInSeconds": 9,
          "tasks": [
            { "id": "b", "runtimeInSeconds": 2, "machines": ["m1", "m2"],
              "command": { "program": "run", "arguments": ["b", 7] } },
            { "id": "a", "runtimeInSeconds": 3, "command": { "program": "run" } } ],
          "machines": [ { "nodeName": "m1" } ] } } }
      """;

  private static final WfOptions SLEEP = options(WfOptions.Engine.sleep, 1);

  private static WfOptions options(WfOptions.Engine engine, double scale) {
    return new WfOptions(engine, scale, false);
  }

  private static Graph read(String json, WfOptions options) throws FaultyGraphException {
    return WfReader.read(Source.of("test.json", json.getBytes(StandardCharsets.UTF_8)), options);
  }

  private static Graph resource(String name, WfOptions options) throws Exception {
    try (var in = WfReaderTest.class.getResourceAsStream(name)) {
      return WfReader.read(Source.of(name, in.readAllBytes()), options);
    }
  }

  private static List<String> faults(String json) {
    return catchThrowableOfType(FaultyGraphException.class, () -> read(json, SLEEP))
        .faults()
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void tasksOfTheOldVersionKnowAll() throws Exception {
    Graph graph = read(OLD, SLEEP);

    assertThat(graph.name()).isEqualTo("old");
    assertThat(graph.nodes()).extracting(Node::name).containsExactly("split", "work");
    assertThat(graph.nodes()).extracting(Node::engine).containsOnly("sleep");
    assertThat(graph.nodes())
        .extracting(Node::arguments)
        .containsExactly(List.of("milliseconds=1500"), List.of("milliseconds=0"));
    assertThat(graph.edges()).containsExactly(new Edge(0, 1));
  }

  @Test
  void ofTheNewVersionTheExecutionStandsApart() throws Exception {
    Graph graph = read(NEW, SLEEP);

    assertThat(graph.nodes()).extracting(Node::name).containsExactly("a", "b", "c");
    assertThat(graph.nodes())
        .extracting(node -> node.arguments().get(0))
        .containsExactly("milliseconds=3000", "milliseconds=2000", "milliseconds=0");
    assertThat(graph.edges()).containsExactly(new Edge(0, 1), new Edge(0, 2), new Edge(1, 2));
  }

  @Test
  void timesAreScaled() throws Exception {
    assertThat(read(NEW, options(WfOptions.Engine.sleep, 0.001)).nodes().get(0).arguments())
        .containsExactly("milliseconds=3");
    assertThat(read(NEW, options(WfOptions.Engine.sleep, 0)).nodes().get(0).arguments())
        .containsExactly("milliseconds=0");
  }

  @Test
  void tasksMayRunTheirProgramsOrNothing() throws Exception {
    Node split =
        read(
                OLD.replace("\"runtime\": 0.0004", "\"command\": {\"program\": \"w\"}"),
                options(WfOptions.Engine.shell, 1))
            .nodes()
            .get(0);

    assertThat(split.engine()).isEqualTo("shell");
    assertThat(split.artifact()).isEqualTo("split");
    assertThat(split.arguments()).containsExactly("-n", "2");
    assertThat(split.target()).isEmpty();
    Node nothing = read(NEW, options(WfOptions.Engine.nil, 1)).nodes().get(1);
    assertThat(nothing.engine()).isEqualTo("nil");
    assertThat(nothing.arguments()).isEmpty();
    assertThat(
            catchThrowableOfType(
                    FaultyGraphException.class, () -> read(OLD, options(WfOptions.Engine.shell, 1)))
                .faults())
        .singleElement()
        .hasToString("line 4, column 3: task work has no command.program to run");
  }

  @Test
  void machinesMayBeTargets() throws Exception {
    WfOptions machines = new WfOptions(WfOptions.Engine.sleep, 1, true);

    assertThat(read(OLD, machines).nodes()).extracting(Node::target).containsExactly("node1", "");
    assertThat(read(NEW, machines).nodes()).extracting(Node::target).containsExactly("", "m1", "");
  }

  @Test
  void withoutRelativesFilesTellTheOrder() throws Exception {
    Graph old =
        read(
            """
            { "workflow": { "tasks": [
              { "name": "c", "files": [ { "link": "input", "name": "y" } ] },
              { "name": "a", "files": [ { "link": "output", "name": "x" } ] },
              { "name": "b", "files": [ { "link": "input", "name": "x" },
                                        { "link": "output", "name": "y" },
                                        { "link": "input", "name": "y" } ] } ] } }
            """,
            SLEEP);
    Graph later =
        read(
            """
            { "workflow": { "specification": { "tasks": [
              { "id": "c", "inputFiles": [ "y", "z" ] },
              { "id": "a", "outputFiles": [ "x" ] },
              { "id": "b", "inputFiles": [ "x" ], "outputFiles": [ "y" ] } ] } } }
            """,
            SLEEP);

    assertThat(old.edges()).containsExactly(new Edge(1, 2), new Edge(2, 0));
    assertThat(later.edges()).isEqualTo(old.edges());
  }

  @Test
  void generatedWorkflowsAreRead() throws Exception {
    Graph blast = resource("blast-1.4.json", SLEEP);
    Graph epigenomics = resource("epigenomics-1.5.json", options(WfOptions.Engine.shell, 1));

    assertThat(blast.name()).isEqualTo("Blast-synthetic-instance");
    assertThat(blast.nodes()).hasSize(43);
    assertThat(blast.edges()).hasSize(120);
    assertThat(blast.nodes().get(0).name()).isEqualTo("split_fasta_00000001");
    assertThat(blast.nodes().get(1).arguments()).containsExactly("milliseconds=1718138");
    assertThat(epigenomics.nodes().get(0).name()).isEqualTo("chr21_00000001");
    assertThat(GraphCheck.faults(blast)).isEmpty();
    assertThat(epigenomics.nodes()).hasSize(41).allMatch(it -> !it.artifact().isEmpty());
    assertThat(epigenomics.edges()).hasSize(48);
    assertThat(GraphCheck.faults(epigenomics)).isEmpty();
  }

  @Test
  void eachFaultIsToldWithItsLine() {
    assertThat(
            faults(
                """
                { "workflow": { "tasks": [
                  { "name": "a", "children": ["b", "z"], "runtimeInSeconds": "long" },
                  { "name": "b", "parents": ["y"], "runtimeInSeconds": -1 },
                  { "name": "c", "runtimeInSeconds": 1e300 } ] } }
                """))
        .containsExactly(
            "line 2, column 3: child z of a is no task",
            "line 3, column 3: parent y of b is no task",
            "line 2, column 62: a runtime is a number of seconds, of a year at most",
            "line 3, column 56: a runtime is a number of seconds, of a year at most",
            "line 4, column 38: a runtime is a number of seconds, of a year at most");
    assertThat(
            faults(
                """
                { "workflow": { "tasks": [
                  { "id": "a" }, { "id": "a" }, { "parents": [] } ] } }
                """))
        .containsExactly(
            "line 2, column 18: there is more than one task a",
            "line 2, column 33: the task has neither id nor name");
  }

  @Test
  void whatIsNoWorkflowIsAFault() {
    assertThat(faults("{ \"a\": 1 }")).containsExactly("line 1, column 1: there is no workflow");
    assertThat(faults("{ \"workflow\": { \"tasks\": 3 } }"))
        .containsExactly("line 1, column 15: the workflow has no list of tasks");
    assertThat(faults("{ \"workflow\": ")).singleElement().asString().startsWith("line 1, column ");
    assertThat(faults("{ \"workflow\" 3 }"))
        .singleElement()
        .asString()
        .startsWith("line 1, column ")
        .contains("this is not JSON");
    assertThat(faults("{} {}")).singleElement().asString().contains("behind the end");
    assertThat(faults("[".repeat(1_000))).singleElement().asString().contains("not JSON");
    assertThat(faults("{ \"workflow\": {}, \"workflow\": { \"tasks\": [] } }"))
        .containsExactly("line 1, column 19: workflow is there twice");
  }

  @Test
  void aReferenceToANameThatSeveralHaveIsAFault() {
    assertThat(faults(NEW.replace("\"parents\": [\"a\", \"b\"]", "\"parents\": [\"t\"]")))
        .containsExactly("line 6, column 7: parent t of c is no task");
  }

  @Test
  void aFloodOfTasksOrEdgesIsRefused() {
    StringBuilder tasks = new StringBuilder("{\"workflow\":{\"tasks\":[{\"id\":\"x\"}");
    for (int i = 0; i < 100_000; i++) {
      tasks.append(",{\"id\":\"").append(i).append("\"}");
    }
    assertThat(faults(tasks + "]}}")).singleElement().asString().endsWith("more than 100000 nodes");
    StringBuilder files = new StringBuilder("{\"workflow\":{\"tasks\":[{\"id\":\"x\"}");
    for (int i = 0; i < 3_000; i++) {
      files
          .append(",{\"id\":\"")
          .append(i)
          .append("\",\"outputFiles\":[\"f\"],\"inputFiles\":[\"f\"]}");
    }
    assertThat(faults(files + "]}}"))
        .singleElement()
        .asString()
        .endsWith("more than 2000000 edges");
  }
}
