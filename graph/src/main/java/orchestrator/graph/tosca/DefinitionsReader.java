package orchestrator.graph.tosca;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Value;
import orchestrator.graph.source.YamlValues;

/** Reads a TOSCA file with what it imports. */
final class DefinitionsReader {
  private static final String NORMATIVE = "normative-types.yaml";
  private static final int MOST_FILES = 200;
  private static final int DEEPEST = 10;

  /** What a file may have at its top. */
  private static final Set<String> SECTIONS =
      Set.of(
          "tosca_definitions_version",
          "tosca_default_namespace",
          "namespace",
          "metadata",
          "template_name",
          "template_author",
          "template_version",
          "description",
          "dsl_definitions",
          "repositories",
          "imports",
          "artifact_types",
          "data_types",
          "capability_types",
          "interface_types",
          "relationship_types",
          "node_types",
          "group_types",
          "policy_types",
          "topology_template");

  private static final Set<String> TEMPLATE_FIELDS =
      Set.of(
          "type",
          "description",
          "metadata",
          "directives",
          "properties",
          "attributes",
          "requirements",
          "capabilities",
          "interfaces",
          "artifacts",
          "node_filter",
          "copy");

  /** What an interface has beside its operations. */
  private static final Set<String> NO_OPERATIONS =
      Set.of("type", "inputs", "description", "derived_from", "version", "metadata");

  private final FaultList faults;
  private final Shapes shapes;
  private final Consumer<String> warnings;
  private final Map<String, Definitions.NodeType> nodeTypes = new LinkedHashMap<>();
  private final Map<String, Set<String>> interfaceTypes = new LinkedHashMap<>();
  private final Set<String> files = new LinkedHashSet<>();

  private DefinitionsReader(FaultList faults, Consumer<String> warnings) {
    this.faults = faults;
    this.shapes = new Shapes(faults);
    this.warnings = warnings;
  }

  /**
   * What a file defines.
   *
   * @param name in the places of faults; empty for the file that was asked for
   * @param locator finds its imports
   */
  static Definitions read(
      String name, byte[] bytes, Locator locator, FaultList faults, Consumer<String> warnings)
      throws FaultyGraphException {
    return new DefinitionsReader(faults, warnings).read(name, bytes, locator);
  }

  private Definitions read(String name, byte[] bytes, Locator locator) throws FaultyGraphException {
    List<Value> documents = YamlValues.read(name, bytes, faults);
    if (documents.isEmpty()) {
      throw FaultList.one(Place.ofFile(name), "the file is empty");
    }
    for (Value document : documents) {
      if (shapes.requireMap("a TOSCA file", document)) {
        sections(document);
      }
    }
    faults.check();
    // Own types come before those of imports, and these before those built in.
    documents.forEach(this::types);
    for (Value document : documents) {
      imports(document, locator, 1);
    }
    types(normative());
    List<Value> topologies =
        documents.stream().flatMap(it -> it.field("topology_template").stream()).toList();
    if (topologies.size() != 1) {
      faults.add(
          documents.get(0).place(),
          topologies.isEmpty()
              ? "there is no topology_template, so that nothing is to be run"
              : "there is more than one topology_template");
    }
    faults.check();
    Value topology = topologies.get(0);
    shapes.requireMap("topology_template", topology);
    return new Definitions(
        documents.stream()
            .flatMap(it -> shapes.text(it, "description").stream())
            .findFirst()
            .orElse(""),
        nodeTypes,
        interfaceTypes,
        shapes.map(topology, "inputs"),
        templates(topology));
  }

  private void sections(Value document) {
    Map<String, Place> keys = ((Value.Mapping) document).keys();
    document.fields().keySet().stream()
        .filter(section -> !SECTIONS.contains(section))
        .forEach(
            section ->
                faults.add(
                    Objects.requireNonNull(keys.get(section)),
                    section + " is no section of a TOSCA file"));
  }

  private Value normative() throws FaultyGraphException {
    try (InputStream in =
        Objects.requireNonNull(DefinitionsReader.class.getResourceAsStream(NORMATIVE))) {
      return YamlValues.read(NORMATIVE, in.readAllBytes(), faults).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void imports(Value document, Locator locator, int depth) throws FaultyGraphException {
    List<Value> all = new ArrayList<>(shapes.list(document, "imports"));
    for (Value item : all) {
      Optional<String> reference = reference(item);
      if (reference.isEmpty()) {
        faults.add(item.place(), "an import is a path, an address, or a map with one as file");
        continue;
      }
      try {
        Locator.Found found = locator.find(reference.get());
        if (files.add(found.file().name())) {
          imported(found, item.place(), depth);
        }
      } catch (Locator.NotFoundException e) {
        // Only imports of the file itself must be there: others, too, were ignored for long.
        if (depth == 1) {
          faults.add(item.place(), "import: " + e.getMessage());
        } else {
          warnings.accept("import in an imported file: " + e.getMessage());
        }
      }
    }
  }

  private void imported(Locator.Found found, Place place, int depth) throws FaultyGraphException {
    if (files.size() > MOST_FILES || depth > DEEPEST) {
      throw FaultList.one(
          place, "there are more than " + MOST_FILES + " imports, or too deep ones");
    }
    for (Value document : YamlValues.read(found.file().name(), found.file().bytes(), faults)) {
      if (shapes.requireMap("a TOSCA file", document)) {
        types(document);
        imports(document, found.locator(), depth + 1);
      }
    }
  }

  private static Optional<String> reference(Value item) {
    if (item.asText().isPresent()) {
      return item.asText();
    }
    Optional<String> file = item.text("file");
    if (file.isEmpty() && item.fields().size() == 1) {
      Value only = item.fields().values().iterator().next();
      return only.asText().or(() -> only.text("file"));
    }
    return file;
  }

  private void types(Value document) {
    shapes
        .maps(document, "node_types")
        .forEach((name, type) -> nodeTypes.putIfAbsent(name, nodeType(type)));
    shapes
        .map(document, "interface_types")
        .forEach((name, type) -> interfaceTypes.putIfAbsent(name, operations(type).keySet()));
  }

  private Definitions.NodeType nodeType(Value type) {
    Set<String> others = new LinkedHashSet<>(shapes.map(type, "capabilities").keySet());
    shapes.named(type, "requirements").forEach(entry -> others.add(entry.getKey()));
    return new Definitions.NodeType(
        shapes.text(type, "derived_from"),
        shapes.map(type, "properties"),
        List.copyOf(shapes.map(type, "attributes").keySet()),
        others,
        shapes.map(type, "interfaces"));
  }

  /** The operations of an interface, by name; newer files have them in a map of their own. */
  static Map<String, Value> operations(Value face) {
    Map<String, Value> operations = new LinkedHashMap<>();
    face.fields()
        .forEach(
            (name, operation) -> {
              if (name.equals("operations") && operation instanceof Value.Mapping map) {
                operations.putAll(map.values());
              } else if (!NO_OPERATIONS.contains(name)) {
                operations.put(name, operation);
              }
            });
    return operations;
  }

  private Map<String, Definitions.Template> templates(Value topology) {
    Map<String, Definitions.Template> templates = new LinkedHashMap<>();
    shapes
        .maps(topology, "node_templates")
        .forEach((name, template) -> templates.put(name, template(name, template)));
    return templates;
  }

  private Definitions.Template template(String name, Value template) {
    Optional<String> type = shapes.text(template, "type");
    if (type.isEmpty()) {
      faults.add(template.place(), "node template " + name + " has no type");
    }
    template.fields().keySet().stream()
        .filter(field -> !TEMPLATE_FIELDS.contains(field))
        .forEach(
            field -> warnings.accept("node template " + name + " has an unknown field " + field));
    return new Definitions.Template(
        name,
        type.orElse(""),
        template.place(),
        shapes.map(template, "properties"),
        shapes.map(template, "capabilities"),
        shapes.named(template, "requirements").stream()
            .map(entry -> requirement(entry.getKey(), entry.getValue()))
            .toList(),
        template.field("interfaces").map(it -> shapes.map(template, "interfaces")));
  }

  private Definitions.Requirement requirement(String name, Value value) {
    if (value instanceof Value.Sequence) {
      faults.add(value.place(), "requirement " + name + " is a text or a map with a node");
    }
    Optional<String> node = value.asText().or(() -> shapes.text(value, "node"));
    return new Definitions.Requirement(name, node, value.text("capability"));
  }
}
