package orchestrator.graph.tosca;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orchestrator.graph.model.Edge;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.model.Graph;
import orchestrator.graph.model.Node;
import orchestrator.graph.model.NodeOptions;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Limits;
import orchestrator.graph.source.Source;
import orchestrator.graph.source.Value;
import orchestrator.graph.source.YamlValues;
import orchestrator.graph.tosca.Definitions.Requirement;
import orchestrator.graph.tosca.Definitions.Template;

/**
 * Reads a TOSCA file or archive as a graph. The operations of a template run in the order of its
 * life; before the first of them what it requires has started, and what it requires stops after the
 * last.
 */
public final class ToscaReader {
  /** A node with what tells its place in the life of its template. */
  private record Step(int id, Operation operation) {}

  private final Definitions definitions;
  private final FaultList faults;
  private final Map<String, List<Step>> steps = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  private ToscaReader(Definitions definitions, FaultList faults) {
    this.definitions = definitions;
    this.faults = faults;
  }

  /** Whether a file is an archive. */
  public static boolean isArchive(Source source) {
    return Csar.isZip(source.bytes());
  }

  /** Reads one; circles are not looked for. */
  public static Graph read(Source source, ToscaOptions options) throws FaultyGraphException {
    FaultList faults = new FaultList();
    Definitions definitions;
    if (isArchive(source)) {
      Locator.Found entry = Csar.open(source.bytes(), options.fetches());
      definitions =
          DefinitionsReader.read(
              entry.file().name(),
              entry.file().bytes(),
              entry.locator(),
              faults,
              options.warnings());
    } else {
      Locator locator =
          source
              .folder()
              .map(folder -> FolderLocator.in(folder, options.fetches()))
              .orElse(Locator.none());
      definitions = DefinitionsReader.read("", source.bytes(), locator, faults, options.warnings());
    }
    faults.check();
    Map<String, String> inputs = inputs(options.inputs(), faults);
    ToscaReader reader = new ToscaReader(definitions, faults);
    reader.nodes(new Expressions(definitions, inputs, faults, options.warnings()));
    reader.edges();
    faults.check();
    return new Graph(definitions.name(), reader.nodes, reader.edges, Optional.empty());
  }

  /** The file of inputs: a map of names to values, or to maps with a {@code value}. */
  private static Map<String, String> inputs(Optional<Source> file, FaultList faults)
      throws FaultyGraphException {
    Map<String, String> inputs = new TreeMap<>();
    if (file.isEmpty()) {
      return inputs;
    }
    Shapes shapes = new Shapes(faults);
    for (Value document : YamlValues.read(file.get().name(), file.get().bytes(), faults)) {
      shapes.requireMap("a file of inputs", document);
      document
          .fields()
          .forEach(
              (name, given) -> {
                Value value = Optional.ofNullable(given.fields().get("value")).orElse(given);
                if (value instanceof Value.Scalar scalar) {
                  inputs.put(name, scalar.isNull() ? "" : scalar.text());
                } else {
                  faults.add(value.place(), "the value of input " + name + " must be a text");
                }
              });
    }
    faults.check();
    return inputs;
  }

  private void nodes(Expressions expressions) throws FaultyGraphException {
    Operations operations = new Operations(definitions, faults);
    Hosts hosts = new Hosts(definitions);
    for (Template template : definitions.templates().values()) {
      Map<String, String> outputs = new TreeMap<>();
      definitions.typeOf(template).attributes().forEach(attribute -> outputs.put(attribute, ""));
      List<Step> own = new ArrayList<>();
      for (Operation operation : operations.of(template)) {
        own.add(new Step(nodes.size(), operation));
        nodes.add(
            new Node(
                nodes.size(),
                template.name() + ":" + operation.name(),
                hosts.computer(template).name(),
                operation.engine(),
                operation.implementation(),
                expressions.arguments(template, operation),
                outputs,
                "",
                NodeOptions.DEFAULT));
        Limits.checkNodes(nodes.size(), template.place());
      }
      own.sort(Comparator.comparingInt(step -> step.operation().rank()));
      steps.put(template.name(), own);
    }
  }

  private void edges() throws FaultyGraphException {
    for (Template template : definitions.templates().values()) {
      List<Step> own = steps.getOrDefault(template.name(), List.of());
      for (int i = 0; i + 1 < own.size(); i++) {
        edges.add(new Edge(own.get(i).id(), own.get(i + 1).id()));
      }
      for (Requirement requirement : template.requirements()) {
        requirement
            .node()
            .map(node -> steps.getOrDefault(node, List.of()))
            .ifPresent(required -> between(own, required));
        Limits.checkEdges(edges.size(), template.place());
      }
    }
  }

  /** What is required is there before the first own step, and is taken away after the last. */
  private void between(List<Step> own, List<Step> required) {
    int first = own.get(0).id();
    int last = own.get(own.size() - 1).id();
    required.stream()
        .filter(step -> step.operation().isBeforeOthers())
        .reduce((one, other) -> other)
        .ifPresent(step -> edges.add(new Edge(step.id(), first)));
    required.stream()
        .filter(step -> !step.operation().isBeforeOthers())
        .findFirst()
        .ifPresent(step -> edges.add(new Edge(last, step.id())));
  }
}
