package orchestrator.graph.tosca;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.source.Value;
import orchestrator.graph.tosca.Definitions.Requirement;
import orchestrator.graph.tosca.Definitions.Template;

/** Looks up properties of templates, of their capabilities, and of those that they require. */
final class Properties {
  private Properties() {}

  /**
   * A property that has a value.
   *
   * @param name a property, or a capability or requirement whose property comes next
   * @param rest what follows the name
   */
  static Optional<Property> find(
      Definitions definitions, Template template, String name, List<String> rest) {
    return own(definitions, template, name)
        .map(value -> new Property(template, value, rest))
        .or(
            () ->
                rest.isEmpty()
                    ? Optional.empty()
                    : behind(
                        definitions, template, name, rest.get(0), rest.subList(1, rest.size())));
  }

  private static Optional<Value> own(Definitions definitions, Template template, String name) {
    return Optional.ofNullable(template.properties().get(name))
        .or(
            () ->
                Optional.ofNullable(definitions.typeOf(template).properties().get(name))
                    .flatMap(definition -> definition.field("default")));
  }

  private static Optional<Property> behind(
      Definitions definitions, Template template, String name, String property, List<String> rest) {
    Optional<Property> ofCapability =
        capability(template, name, property).map(value -> new Property(template, value, rest));
    if (ofCapability.isPresent()) {
      return ofCapability;
    }
    for (Requirement requirement : template.requirements()) {
      Optional<Template> other =
          requirement
              .node()
              .filter(node -> requirement.name().equals(name))
              .flatMap(node -> Optional.ofNullable(definitions.templates().get(node)));
      Optional<Property> found =
          other.flatMap(
              it ->
                  capability(it, requirement.capability().orElse(name), property)
                      .or(() -> own(definitions, it, property))
                      .map(value -> new Property(it, value, rest)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Value> capability(Template template, String name, String property) {
    return Optional.ofNullable(template.capabilities().get(name))
        .flatMap(capability -> capability.field("properties"))
        .map(Value::fields)
        .map((Map<String, Value> fields) -> fields.get(property));
  }

  /** Whether the type of a template, or one above it, knows a property or capability. */
  static boolean isDeclared(Definitions definitions, Template template, String name) {
    return template.capabilities().containsKey(name)
        || template.requirements().stream().anyMatch(it -> it.name().equals(name))
        || definitions.ancestry(template).stream()
            .anyMatch(type -> type.properties().containsKey(name) || type.others().contains(name));
  }
}
