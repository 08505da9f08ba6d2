package orchestrator.graph.tosca;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.source.Source;

/** Reads TOSCA for tests, and shows graphs as they are compared there. */
final class Tosca {
  private final List<String> warnings = new ArrayList<>();
  private final Graph graph;

  private Tosca(Source source, Optional<Source> inputs) throws FaultyGraphException {
    graph = ToscaReader.read(source, new ToscaOptions(inputs, false, warnings::add));
  }

  static Tosca of(Source source) throws FaultyGraphException {
    return new Tosca(source, Optional.empty());
  }

  static Tosca of(String yaml) throws FaultyGraphException {
    return of(source(yaml));
  }

  static Tosca of(String yaml, String inputs) throws FaultyGraphException {
    return new Tosca(source(yaml), Optional.of(source(inputs)));
  }

  /** A file with only templates, which are indented as in the file. */
  static Tosca ofTemplates(String templates) throws FaultyGraphException {
    return of(withTemplates(templates));
  }

  static String withTemplates(String templates) {
    return "tosca_definitions_version: tosca_simple_yaml_1_0\n"
        + "topology_template:\n"
        + "  node_templates:\n"
        + templates.indent(4);
  }

  static Source source(String yaml) {
    return Source.of("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  static Source resource(String name) throws Exception {
    try (var in = Tosca.class.getResourceAsStream(name)) {
      return Source.of(name, in.readAllBytes());
    }
  }

  static List<String> faults(String yaml) {
    return faults(source(yaml));
  }

  static List<String> faults(Source source) {
    FaultyGraphException faulty =
        catchThrowableOfType(FaultyGraphException.class, () -> Tosca.of(source));
    return faulty.faults().stream().map(Object::toString).toList();
  }

  Graph graph() {
    return graph;
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> names() {
    return graph.nodes().stream().map(Node::name).toList();
  }

  Node node(String name) {
    return graph.nodes().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  List<String> arguments(String name) {
    return node(name).arguments();
  }

  /** Each edge as {@code one > other}. */
  List<String> edges() {
    Map<Integer, String> names = new HashMap<>();
    graph.nodes().forEach(node -> names.put(node.id(), node.name()));
    return graph.edges().stream()
        .map(edge -> names.get(edge.from()) + " > " + names.get(edge.to()))
        .toList();
  }
}
