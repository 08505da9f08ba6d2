package orchestrator.graph.tosca;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Value;

/**
 * Holds what a TOSCA file and its imports define, of what matters to a graph.
 *
 * @param name of the graph: the file's description
 * @param nodeTypes by name; those built in too
 * @param interfaceTypes the operations of each, by name; those built in first
 * @param inputs what the topology asks for, by name
 * @param templates the nodes of the topology, by name, in the order of the file
 */
record Definitions(
    String name,
    Map<String, NodeType> nodeTypes,
    Map<String, Set<String>> interfaceTypes,
    Map<String, Value> inputs,
    Map<String, Template> templates) {
  /**
   * Holds a type of nodes.
   *
   * @param parent the type that it is derived from, if any; it hands nothing down
   * @param properties their definitions, by name
   * @param attributes their names
   * @param others names of capabilities and requirements
   * @param interfaces by name, with their operations
   */
  record NodeType(
      Optional<String> parent,
      Map<String, Value> properties,
      List<String> attributes,
      Set<String> others,
      Map<String, Value> interfaces) {
    static final NodeType UNKNOWN =
        new NodeType(Optional.empty(), Map.of(), List.of(), Set.of(), Map.of());
  }

  /**
   * Holds a node of the topology.
   *
   * @param name it is known by
   * @param type its name; it need not be defined
   * @param place where it is
   * @param properties their values, by name
   * @param capabilities with their properties, by name
   * @param requirements in order
   * @param interfaces by name, with their operations; empty if the template has none
   */
  record Template(
      String name,
      String type,
      Place place,
      Map<String, Value> properties,
      Map<String, Value> capabilities,
      List<Requirement> requirements,
      Optional<Map<String, Value>> interfaces) {
    /** The template that its first requirement {@code host} names, whether there is one or not. */
    Optional<String> host() {
      return requirements.stream()
          .filter(requirement -> requirement.name().equals("host"))
          .findFirst()
          .flatMap(Requirement::node);
    }
  }

  /**
   * Holds a requirement of a template.
   *
   * @param name it is known by
   * @param node the template that it names, if it names one
   * @param capability of that template, if it names one
   */
  record Requirement(String name, Optional<String> node, Optional<String> capability) {}

  /** The type of a template; an empty one when nobody defines it. */
  NodeType typeOf(Template template) {
    return nodeTypes.getOrDefault(template.type(), NodeType.UNKNOWN);
  }

  /** The types from that of a template up to the root, as far as they are defined. */
  List<NodeType> ancestry(Template template) {
    Set<String> names = new LinkedHashSet<>();
    Optional<String> name = Optional.of(template.type());
    List<NodeType> types = new ArrayList<>();
    while (name.isPresent() && nodeTypes.containsKey(name.get()) && names.add(name.get())) {
      NodeType type = nodeTypes.getOrDefault(name.get(), NodeType.UNKNOWN);
      types.add(type);
      name = type.parent();
    }
    return types;
  }

  /**
   * The type of interface that a name stands for, the last part of the type's name being enough.
   */
  Optional<String> interfaceType(String name) {
    if (interfaceTypes.containsKey(name)) {
      return Optional.of(name);
    }
    return interfaceTypes.keySet().stream().filter(type -> type.endsWith("." + name)).findFirst();
  }
}
