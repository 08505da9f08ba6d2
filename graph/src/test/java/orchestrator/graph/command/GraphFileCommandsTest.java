package orchestrator.graph.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.text.Terminal;
import orchestrator.graph.format.Formats;
import orchestrator.graph.gorch.GorchReader;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GraphFileCommandsTest {
  private static final String NIGHT = "digraph night {\n  a -> { b c } -> d\n}\n";
  private static final String SITE =
      """
      description: A site.
      topology_template:
        inputs: { heat: { default: 180 } }
        node_templates:
          oven:
            type: tosca.nodes.Compute
            interfaces:
              Standard: { create: { implementation: o.sh, inputs: { heat: { get_input: heat } } } }
      """;

  @TempDir Path folder;
  private String input = "";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            Terminal.none(),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    CommandLine command = GraphFileCommands.commands(surroundings).get(words[0]).get();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          CommandFailedException known =
              CommandFailedException.of(failure).orElseThrow(() -> failure);
          err.append(known.getMessage()).append('\n');
          return known.exit().code();
        });
    return command.execute(Arrays.copyOfRange(words, 1, words.length));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Graph written() throws Exception {
    return GorchReader.read(out.toString().getBytes(StandardCharsets.UTF_8)).graph();
  }

  @Test
  void convertWritesAGorchToStandardOutput() throws Exception {
    assertThat(run("graph", "convert", file("night.dot", NIGHT))).isZero();

    assertThat(written().nodes()).extracting(Node::name).containsExactly("a", "b", "c", "d");
    assertThat(written().edges()).hasSize(4);
    assertThat(out.toString()).contains("\"name\" : \"night\"").endsWith("}\n");
  }

  @Test
  void convertReadsStandardInputAndWritesAFileByItsEnding() throws Exception {
    input = SITE;
    Path dot = folder.resolve("site.gv");

    assertThat(run("graph", "convert", "-", "-o", dot.toString())).isZero();

    assertThat(Files.readString(dot)).startsWith("digraph \"A site.\" {").contains("heat=180");
    assertThat(run("graph", "convert", dot.toString(), "--to", "dot")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(dot));
  }

  @Test
  void convertTakesInputs() throws Exception {
    String site = file("site.yaml", SITE);

    assertThat(run("graph", "convert", site, "-i", file("in.yaml", "heat: 220"))).isZero();

    assertThat(written().nodes().get(0).arguments()).containsExactly("heat=220");
  }

  @Test
  void convertRefusesFormatsThatItDoesNotKnow() throws Exception {
    String night = file("night.dot", NIGHT);

    assertThat(run("graph", "convert", night, "-t", "tosca")).isEqualTo(2);
    assertThat(run("graph", "convert", night, "-o", folder.resolve("x.bmp").toString()))
        .isEqualTo(2);
    assertThat(run("graph", "convert", night, "--from", "svg")).isEqualTo(2);
    assertThat(run("graph", "convert", night, "--scale", "-1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--to is one of: " + String.join(", ", Formats.written()))
        .contains("--from is one of: " + String.join(", ", Formats.read()))
        .contains("--scale is a number between");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void checkTellsEachFaultWithFileAndLine() throws Exception {
    String good = file("night.dot", NIGHT);
    String bad = file("bad.dot", "digraph {\n a [retries=x]\n b [when=y]\n}\n");
    String circle = file("circle.dot", "digraph { a -> b -> a }");
    String other = file("other.txt", "hello");

    assertThat(run("graph", "check", good)).isZero();
    assertThat(run("graph", "check", bad, good, circle, other)).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            good + ": fine, 4 nodes and 4 edges",
            bad + ":2: retries must be a whole number between 0 and 1000",
            bad + ":3: when must be one of succeeded, failed and ended",
            good + ": fine, 4 nodes and 4 edges",
            circle + ": edges: these nodes wait for one another: a, b",
            other
                + ": this is none of the formats that are read: "
                + String.join(", ", Formats.read()));
  }

  @Test
  void checkGoesOnBehindAFileThatIsMissing() throws Exception {
    String missing = folder.resolve("no").toString();
    String good = file("night.dot", NIGHT);

    assertThat(run("graph", "check", missing, good)).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            missing + ": there is no file " + missing, good + ": fine, 4 nodes and 4 edges");
  }

  @Test
  void checkTellsFaultsOfImportsInTheirFiles() throws Exception {
    String types = file("types.yaml", "node_types:\n  a: b\n  c: [\n");
    String site =
        file("site.yaml", "imports: [ types.yaml ]\ntopology_template: { node_templates: { } }\n");

    assertThat(run("graph", "check", site)).isEqualTo(1);

    assertThat(out.toString()).startsWith(types + ":4: this is not YAML");
  }

  @Test
  void showListsTheNodesInTheirOrder() throws Exception {
    assertThat(run("graph", "show", file("night.dot", "digraph { d; a -> { b c } -> d }")))
        .isZero();

    assertThat(out.toString().lines().map(String::stripTrailing))
        .containsExactly(
            "STEP  ID  NAME  ENGINE  TARGET  WAITS FOR",
            "1     1   a     nil",
            "2     2   b     nil             1",
            "2     3   c     nil             1",
            "3     0   d     nil             2 3",
            "4 nodes, 4 edges, 3 steps, 2 nodes in the widest");
  }

  @Test
  void aMissingFileIsToldInASentence() {
    assertThat(run("graph", "show", folder.resolve("no").toString())).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("there is no file " + folder.resolve("no") + "\n");
    assertThat(run("graph")).isEqualTo(2);
  }

  @Test
  void tosca2gorchHasTheOptionsOfOld() throws Exception {
    String site = file("site.yaml", SITE);
    String inputs = file("in.yaml", "heat: { value: \"220\" }");
    for (List<String> options :
        List.of(
            List.of("-t", site, "-i", inputs),
            List.of("-tosca", site, "-input", inputs),
            List.of("--tosca=" + site, "--input=" + inputs))) {
      out.getBuffer().setLength(0);

      assertThat(run(words("tosca2gorch", options))).isZero();

      assertThat(written().nodes().get(0).arguments()).containsExactly("heat=220");
    }
    assertThat(err.toString()).isEmpty();
  }

  private static String[] words(String first, List<String> others) {
    String[] words = new String[others.size() + 1];
    words[0] = first;
    for (int i = 0; i < others.size(); i++) {
      words[i + 1] = others.get(i);
    }
    return words;
  }

  @Test
  void tosca2gorchWithoutInputsWarns() throws Exception {
    assertThat(run("tosca2gorch", "-t", file("site.yaml", SITE))).isZero();

    assertThat(err.toString())
        .isEqualTo("warning: without a file of inputs (-i) only defaults have a value\n");
    assertThat(written().nodes().get(0).arguments()).containsExactly("heat=180");
  }

  @Test
  void tosca2gorchWithoutAFilePrintsItsUsage() {
    assertThat(run("tosca2gorch")).isZero();
    assertThat(out.toString()).contains("Usage: tosca2gorch");
  }

  @Test
  void tosca2gorchFailsForWhatItCannotRead() throws Exception {
    String site = file("site.yaml", SITE);

    assertThat(run("tosca2gorch", "-t", folder.resolve("no").toString())).isEqualTo(1);
    assertThat(run("tosca2gorch", "-t", site, "-i", folder.resolve("no").toString())).isEqualTo(1);
    assertThat(run("tosca2gorch", "-t", file("bad.yaml", "a: b: c"))).isEqualTo(1);
    assertThat(run("tosca2gorch", "-t", site, "-i", file("in.yaml", "heat: [ 1 ]"))).isEqualTo(1);
    assertThat(err.toString())
        .contains("there is no file")
        .contains("bad.yaml:1: this is not YAML")
        .contains("in.yaml:1: the value of input heat must be a text");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void gorch2dotIsAFilter() {
    input =
        """
        {"name": "a \\"b\\"", "digraph": [0, 3, 0, 0],
         "nodes": [{"id": 1, "name": "web:start", "engine": "toscassh", "artifact": "s.sh",
                    "args": ["a=b", "c|d"], "state": 4},
                   {"id": 0, "name": "pre-pare"}]}
        """;

    assertThat(run("gorch2dot")).isZero();

    assertThat(out.toString())
        .isEqualTo(
            """
            digraph "a \\"b\\"" {
              rankdir=LR;
              "web_Methodstart" [id="1", shape=record, label="web:start|toscassh|s.sh|[a=b c\\|d]", \
            style=filled, fillcolor="#e74c3c", name="web:start", engine="toscassh", artifact="s.sh", \
            args="[\\"a=b\\",\\"c|d\\"]"];
              "pre_pare" [id="0", shape=record, label="pre-pare|nil||[]", name="pre-pare"];
              "pre_pare" -> "web_Methodstart";
            }
            """);
    input = "{bad";
    assertThat(run("gorch2dot")).isEqualTo(1);
    assertThat(err.toString()).startsWith("standard input:1: this is not JSON");
  }

  @Test
  void eachCommandIsKnownByItsName() {
    Surroundings nothing =
        new Surroundings(Map.of(), Terminal.none(), new ByteArrayInputStream(new byte[0]));

    assertThat(GraphFileCommands.commands(nothing).keySet()).allMatch(GraphFileCommands::isCommand);
    assertThat(GraphFileCommands.isCommand("serve")).isFalse();
  }
}
