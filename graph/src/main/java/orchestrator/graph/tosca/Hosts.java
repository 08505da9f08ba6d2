package orchestrator.graph.tosca;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import orchestrator.graph.tosca.Definitions.Requirement;
import orchestrator.graph.tosca.Definitions.Template;

/** Finds the templates on which a template stands. */
final class Hosts {
  private static final Pattern COMPUTER = Pattern.compile("[cC]ompute[a-zA-Z]*$");

  private final Definitions definitions;

  Hosts(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The machine of a template, through all its hosts; the template itself if there is none. */
  Template computer(Template template) {
    Set<String> seen = new HashSet<>();
    Optional<Template> at = Optional.of(template);
    while (at.isPresent() && seen.add(at.get().name())) {
      if (COMPUTER.matcher(at.get().type()).find()) {
        return at.get();
      }
      at = direct(at.get());
    }
    return template;
  }

  /** The template that a template's requirement {@code host} names. */
  Optional<Template> direct(Template template) {
    return template.host().flatMap(this::named);
  }

  /** The template that a requirement of some name names. */
  Optional<Template> required(Template template, String requirement) {
    return template.requirements().stream()
        .filter(it -> it.name().equals(requirement))
        .findFirst()
        .flatMap(Requirement::node)
        .flatMap(this::named);
  }

  private Optional<Template> named(String name) {
    return Optional.ofNullable(definitions.templates().get(name));
  }
}
