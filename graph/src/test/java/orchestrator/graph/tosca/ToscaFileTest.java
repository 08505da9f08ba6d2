package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.GraphCheck;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToscaFileTest {
  private static final String TYPES =
      """
      tosca_definitions_version: tosca_simple_yaml_1_0
      node_types:
        my.App: { interfaces: { Standard: { create: app.sh } } }
      """;

  @TempDir Path folder;

  private Source site(String... imports) throws Exception {
    Path file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        "imports: [ "
            + String.join(", ", imports)
            + " ]\n"
            + "topology_template: { node_templates: { app: { type: my.App } } }\n");
    return Source.of(file);
  }

  @Test
  void theDescriptionIsTheNameWithItsNewline() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            description: >
              A site
              of two lines.
            topology_template: { description: not this, node_templates: }
            """);

    assertThat(tosca.graph().name()).isEqualTo("A site of two lines.\n");
    assertThat(tosca.graph().nodes()).isEmpty();
  }

  @Test
  void importsAreReadBesideTheFile() throws Exception {
    Files.createDirectories(folder.resolve("types"));
    Files.writeString(folder.resolve("types/app.yaml"), TYPES);

    for (String reference :
        List.of(
            "types/app.yaml",
            "{ file: types/app.yaml }",
            "{ some_name: types/app.yaml }",
            "{ some_name: { file: types/app.yaml } }",
            folder.resolve("types/app.yaml").toString())) {
      assertThat(Tosca.of(site(reference)).names()).as(reference).containsExactly("app:create");
    }
  }

  @Test
  void importsOfImportsAreReadBesideThem() throws Exception {
    Files.createDirectories(folder.resolve("types"));
    Files.writeString(folder.resolve("types/app.yaml"), TYPES);
    Files.writeString(
        folder.resolve("types/all.yaml"), "imports: [ app.yaml, all.yaml, missing.yaml ]\n");

    Tosca tosca = Tosca.of(site("types/all.yaml"));

    assertThat(tosca.names()).containsExactly("app:create");
    assertThat(tosca.warnings()).singleElement().asString().contains("missing.yaml");
  }

  @Test
  void theTypesOfTheFileComeBeforeThoseOfImports() throws Exception {
    Files.writeString(folder.resolve("app.yaml"), TYPES);
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        imports: [ app.yaml ]
        node_types: { my.App: { interfaces: { Standard: { start: own.sh } } } }
        topology_template: { node_templates: { app: { type: my.App } } }
        """);

    assertThat(Tosca.of(Source.of(file)).names()).containsExactly("app:start");
  }

  @Test
  void whatCannotBeImportedIsAFaultAtItsLine() throws Exception {
    assertThat(Tosca.faults(site("missing.yaml")))
        .singleElement()
        .asString()
        .startsWith("line 1, column 12: import: there is no file ")
        .endsWith("missing.yaml");
    assertThat(Tosca.faults(site("[ a ]"))).singleElement().asString().contains("an import is");
    assertThat(Tosca.faults("imports: [ a.yaml ]\ntopology_template:\n"))
        .contains("line 1, column 12: import: a.yaml cannot be imported: the file was sent alone");
    Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
    assertThat(Tosca.faults(site("broken.yaml")))
        .singleElement()
        .asString()
        .contains("broken.yaml, line 2, column 1: this is not YAML");
  }

  @Test
  void overHttpOnlyWhatIsAllowedIsImported() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/types/app.yaml",
        exchange -> {
          byte[] body = TYPES.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/all.yaml",
        exchange -> {
          byte[] body = "imports: [ types/app.yaml ]".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      Source site = site("'" + address + "/all.yaml'");
      List<String> warnings = new ArrayList<>();

      Graph graph = ToscaReader.read(site, new ToscaOptions(Optional.empty(), true, warnings::add));

      assertThat(graph.nodes()).extracting(Node::name).containsExactly("app:create");
      assertThat(Tosca.faults(site))
          .singleElement()
          .asString()
          .endsWith("/all.yaml is not fetched unless --fetch-imports says so");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anchorsAndMergedMapsAreInPlace() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            dsl_definitions:
              small: &small { cpus: 1, ram: 2 }
              call: &call { implementation: a.sh }
            topology_template:
              node_templates:
                box:
                  type: tosca.nodes.Compute
                  properties: { <<: *small, ram: 4 }
                  interfaces:
                    Standard:
                      create:
                        <<: *call
                        inputs:
                          cpus: { get_property: [ SELF, cpus ] }
                          ram: { get_property: [ SELF, ram ] }
            """);

    assertThat(tosca.node("box:create").artifact()).isEqualTo("a.sh");
    assertThat(tosca.arguments("box:create")).containsExactly("cpus=1", "ram=4");
  }

  @Test
  void filesThatWerePutTogetherAreOne() throws Exception {
    String topology = "topology_template: { node_templates: { app: { type: my.App } } }\n";
    String more = "node_types: { my.Other: { } }\n";

    assertThat(Tosca.of(TYPES + "---\n" + topology).names()).containsExactly("app:create");
    assertThat(Tosca.of(TYPES + topology + more).names()).containsExactly("app:create");
    assertThat(Tosca.faults(topology + "---\n" + topology))
        .containsExactly("line 1, column 1: there is more than one topology_template");
  }

  @Test
  void whatHasNoEffectIsRead() throws Exception {
    Tosca tosca =
        Tosca.of(
            """
            tosca_definitions_version: tosca_simple_yaml_1_0
            metadata: { template_name: x }
            relationship_types:
              my.Link: { derived_from: tosca.relationships.ConnectsTo, interfaces: { Configure: } }
            capability_types: { my.Door: { derived_from: tosca.capabilities.Root } }
            data_types: { my.Data: { } }
            group_types: { my.Group: { } }
            policy_types: { my.Policy: { } }
            artifact_types: { my.Artifact: { } }
            topology_template:
              inputs: { n: { type: integer, constraints: [ { valid_values: [ 1, 2 ] } ] } }
              relationship_templates:
                link: { type: my.Link, properties: { location: /mnt } }
              groups: { both: { type: my.Group, members: [ one, two ] } }
              policies: [ { p: { type: my.Policy } } ]
              outputs: { at: { value: { get_attribute: [ one, private_address ] } } }
              node_templates:
                one:
                  type: tosca.nodes.Compute
                  attributes: { private_address: none }
                  capabilities: { host: { properties: { num_cpus: { get_input: n } } } }
                  requirements:
                    - local_storage:
                        node: two
                        relationship:
                          type: my.Link
                          properties: short
                          interfaces:
                            Configure:
                              pre_configure_source: before.sh
                two:
                  type: tosca.nodes.BlockStorage
                three:
                  type: tosca.nodes.SoftwareComponent
                  requirements: [ { link: { node: one, relationship: link } } ]
            """);

    assertThat(tosca.names()).containsExactly("one:noop", "two:noop", "three:noop");
    assertThat(tosca.edges())
        .containsExactlyInAnyOrder("two:noop > one:noop", "one:noop > three:noop");
    assertThat(tosca.warnings()).isEmpty();
  }

  @Test
  void eachFaultIsToldWithItsLine() {
    assertThat(
            Tosca.faults(
                """
                topology_template:
                  node_templates:
                    one: { requirements: [ { a: b, c: d } ] }
                    two: text
                    three: { type: [ x ] }
                    four: { type: t, requirements: host }
                    four: { type: t }
                """))
        .containsExactly("line 7, column 5: four is there twice");
    assertThat(
            Tosca.faults(
                """
                topology_template:
                  node_templates:
                    one: { requirements: [ { a: b, c: d } ] }
                    two: text
                    three: { type: [ x ] }
                    four: { type: t, requirements: host }
                """))
        .containsExactly(
            "line 4, column 10: node_templates.two must be a map, and is a text",
            "line 3, column 10: node template one has no type",
            "line 3, column 28: an item of requirements must be a map of one name",
            "line 5, column 20: type must be a text, and is a list",
            "line 5, column 12: node template three has no type",
            "line 6, column 36: requirements must be a list, and is a text");
  }

  @Test
  void aFileWithoutATopologyIsAFault() {
    assertThat(Tosca.faults("node_types: { }"))
        .containsExactly(
            "line 1, column 1: there is no topology_template, so that nothing is to be run");
    assertThat(Tosca.faults("inputs: { }\nnode_templates: { }\n"))
        .containsExactly(
            "line 1, column 1: inputs is no section of a TOSCA file",
            "line 2, column 1: node_templates is no section of a TOSCA file");
    assertThat(Tosca.faults("")).containsExactly("the file is empty");
    assertThat(Tosca.faults("- a\n")).singleElement().asString().contains("must be a map");
    assertThat(Tosca.faults("a: b: c\n"))
        .containsExactly("line 1, column 5: this is not YAML: mapping values are not allowed here");
    assertThat(Tosca.faults("a: \"\u0000\"\n")).singleElement().asString().contains("not YAML");
  }

  @Test
  void unknownFieldsOfATemplateAreTold() throws Exception {
    assertThat(Tosca.ofTemplates("one: { type: t, requirments: [ ] }").warnings())
        .containsExactly("node template one has an unknown field requirments");
  }

  @Test
  void aliasesDoNotMakeAFileHuge() {
    StringBuilder bomb =
        new StringBuilder("dsl_definitions:\n  a0: &a0 [ x, x, x, x, x, x, x, x ]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("  a%d: &a%d [ %s ]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    assertThat(Tosca.faults(bomb.toString()))
        .singleElement()
        .asString()
        .endsWith("with its aliases the file has more than 1000000 values");
    assertThat(Tosca.faults("dsl_definitions: &a { b: *a }\n"))
        .singleElement()
        .asString()
        .contains("an alias in itself");
    assertThat(Tosca.faults("dsl_definitions: " + "[".repeat(100) + "]".repeat(100)))
        .singleElement()
        .asString()
        .contains("not YAML");
    assertThat(Tosca.faults("description: " + "x".repeat(17 << 20)))
        .containsExactly("a file of YAML has at most 16777216 bytes");
  }

  @Test
  void templatesThatRequireEachOtherAreSeenAsACircle() throws Exception {
    Tosca tosca =
        Tosca.ofTemplates(
            """
            one: { type: t, requirements: [ { a: two } ] }
            two: { type: t, requirements: [ { b: one } ] }
            """);

    assertThat(GraphCheck.faults(tosca.graph()))
        .singleElement()
        .asString()
        .contains("one:noop", "two:noop");
  }
}
