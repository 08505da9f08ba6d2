package orchestrator.graph.tosca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Value;
import orchestrator.graph.tosca.Definitions.Template;

/**
 * Finds what an input of an operation is: a text, or a reference to an output of a node, which only
 * the run resolves.
 */
final class Expressions {
  private static final String VALUE = "value";
  private static final String DEFAULT = "default";
  private static final String GET_ATTRIBUTE = "get_attribute";
  private static final Set<String> FUNCTIONS =
      Set.of("get_input", "get_property", GET_ATTRIBUTE, "concat", "token");

  /** What tells of an input, and gives it no value. */
  private static final Set<String> DESCRIBING =
      Set.of("type", "description", "constraints", "required", "status", "entry_schema");

  private static final int DEEPEST = 40;
  private static final int LONGEST = 1 << 20;

  private final Definitions definitions;
  private final Hosts hosts;
  private final Map<String, String> inputs;
  private final FaultList faults;
  private final Consumer<String> warnings;

  /** Ends the evaluation of one input, after a fault was added. */
  private static final class FaultAddedException extends Exception {
    private static final long serialVersionUID = 1;
  }

  Expressions(
      Definitions definitions,
      Map<String, String> inputs,
      FaultList faults,
      Consumer<String> warnings) {
    this.definitions = definitions;
    this.hosts = new Hosts(definitions);
    this.inputs = inputs;
    this.faults = faults;
    this.warnings = warnings;
  }

  /** The arguments {@code name=value} of an operation. */
  List<String> arguments(Template template, Operation operation) {
    List<String> arguments = new ArrayList<>();
    operation
        .inputs()
        .forEach(
            (name, value) -> {
              try {
                input(template, value).ifPresent(text -> arguments.add(name + "=" + text));
              } catch (FaultAddedException e) {
                // The other inputs may have faults too.
              }
            });
    return arguments;
  }

  /** The value of an input; empty if it is only described. */
  private Optional<String> input(Template template, Value value) throws FaultAddedException {
    Map<String, Value> said = new LinkedHashMap<>(value.fields());
    said.keySet().removeAll(DESCRIBING);
    if (said.isEmpty() && value instanceof Value.Mapping) {
      return Optional.empty();
    }
    Optional<Value> given =
        Optional.ofNullable(said.get(VALUE)).or(() -> Optional.ofNullable(said.get(DEFAULT)));
    if (given.isPresent()) {
      Value only = given.get().items().size() == 1 ? given.get().items().get(0) : given.get();
      return Optional.of(evaluate(template, only, 0));
    }
    if (value instanceof Value.Mapping map) {
      return Optional.of(evaluate(template, new Value.Mapping(said, map.keys(), map.place()), 0));
    }
    return Optional.of(evaluate(template, value, 0));
  }

  private FaultAddedException fault(Value value, String message) {
    faults.add(value.place(), message);
    return new FaultAddedException();
  }

  private String evaluate(Template self, Value value, int depth) throws FaultAddedException {
    if (depth > DEEPEST) {
      throw fault(value, "the value refers to itself, or lies too deep in others");
    }
    if (value instanceof Value.Scalar scalar) {
      return scalar.isNull() ? "" : scalar.text();
    }
    if (value.fields().size() != 1) {
      throw fault(value, "this must be a text, a number or one function, and is " + value.kind());
    }
    Map.Entry<String, Value> call = value.fields().entrySet().iterator().next();
    if (!FUNCTIONS.contains(call.getKey())) {
      throw fault(
          value,
          call.getKey() + " is none of the functions " + FUNCTIONS.stream().sorted().toList());
    }
    Value given = call.getValue();
    List<Value> arguments = given instanceof Value.Sequence list ? list.values() : List.of(given);
    return switch (call.getKey()) {
      case "get_input" -> getInput(self, value, arguments, depth);
      case "get_property" -> getProperty(self, value, arguments, depth);
      case GET_ATTRIBUTE -> getAttribute(self, value, texts(value, arguments));
      case "concat" -> concat(self, arguments, depth);
      default -> token(self, value, arguments, depth);
    };
  }

  private List<String> texts(Value call, List<Value> arguments) throws FaultAddedException {
    List<String> texts = new ArrayList<>();
    for (Value argument : arguments) {
      Optional<String> text = argument.asText();
      if (text.isEmpty()) {
        throw fault(call, "its arguments must be texts");
      }
      texts.add(text.get());
    }
    return texts;
  }

  private String getInput(Template self, Value call, List<Value> arguments, int depth)
      throws FaultAddedException {
    List<String> path = texts(call, arguments);
    if (path.isEmpty()) {
      throw fault(call, "get_input needs the name of an input");
    }
    String name = path.get(0);
    String given = inputs.get(name);
    if (given != null) {
      return given;
    }
    Value input = definitions.inputs().get(name);
    if (input == null) {
      throw fault(call, "there is no input " + name);
    }
    Value value = input.fields().get(DEFAULT);
    if (value == null) {
      if (!input.text("required").equals(Optional.of("false"))) {
        warnings.accept("input " + name + " has neither a value nor a default: it is empty");
      }
      return "";
    }
    return evaluate(self, part(call, value, path.subList(1, path.size())), depth + 1);
  }

  /** A part of a value: by the names of fields and the numbers of items. */
  private Value part(Value call, Value whole, List<String> path) throws FaultAddedException {
    Value part = whole;
    for (String step : path) {
      boolean isNumber = step.matches("\\d{1,6}");
      Value next =
          isNumber && Integer.parseInt(step) < part.items().size()
              ? part.items().get(Integer.parseInt(step))
              : part.fields().get(step);
      if (next == null) {
        throw fault(call, "the value has no part " + step);
      }
      part = next;
    }
    return part;
  }

  private String getProperty(Template self, Value call, List<Value> arguments, int depth)
      throws FaultAddedException {
    List<String> path = texts(call, arguments);
    if (path.size() < 2) {
      throw fault(call, "get_property needs a node template and a property");
    }
    String entity = path.get(0);
    Template of =
        switch (entity) {
          case "SELF" -> self;
          case "HOST" -> hosts.computer(self);
          default -> template(call, entity);
        };
    List<String> rest = path.subList(2, path.size());
    Optional<Property> found = Properties.find(definitions, of, path.get(1), rest);
    if (found.isPresent()) {
      Property property = found.get();
      return evaluate(
          property.template(), part(call, property.value(), property.path()), depth + 1);
    }
    String name = String.join(".", path.subList(1, path.size()));
    if (!Properties.isDeclared(definitions, of, path.get(1))) {
      throw fault(call, of.name() + " has no property " + name);
    }
    warnings.accept("property " + name + " of " + of.name() + " has no value: it is empty");
    return "";
  }

  private Template template(Value call, String name) throws FaultAddedException {
    Template template = definitions.templates().get(name);
    if (template == null) {
      throw fault(call, "there is no node template " + name);
    }
    return template;
  }

  /** A reference as the runner knows it: an expression for names of nodes, and an output. */
  private String getAttribute(Template self, Value call, List<String> path)
      throws FaultAddedException {
    if (path.size() < 2) {
      throw fault(call, "get_attribute needs a node template and an attribute");
    }
    String entity = path.get(0);
    Optional<Template> host = hosts.direct(self);
    if (entity.equals("HOST") && host.isEmpty()) {
      return reference("self", path.get(1));
    }
    Template of =
        switch (entity) {
          case "SELF" -> self;
          case "HOST" -> host.orElse(self);
          default -> template(call, entity);
        };
    if (path.size() == 2) {
      return reference(of.name(), path.get(1));
    }
    Optional<Template> required = hosts.required(of, path.get(1));
    if (required.isEmpty() && !Properties.isDeclared(definitions, of, path.get(1))) {
      throw fault(call, of.name() + " has neither a requirement nor a capability " + path.get(1));
    }
    return reference(required.orElse(of).name(), path.get(2));
  }

  private static String reference(String template, String attribute) {
    String expression = template.replaceAll("[\\\\+*?()\\[\\]{}^$|]", "\\\\$0");
    return GET_ATTRIBUTE + " " + expression + ".*:" + attribute;
  }

  private String concat(Template self, List<Value> arguments, int depth)
      throws FaultAddedException {
    StringBuilder joined = new StringBuilder();
    for (Value argument : arguments) {
      joined.append(known(self, argument, depth));
      if (joined.length() > LONGEST) {
        throw fault(argument, "the text is too long");
      }
    }
    return joined.toString();
  }

  /** A value that is known before the run. */
  private String known(Template self, Value value, int depth) throws FaultAddedException {
    String text = evaluate(self, value, depth + 1);
    if (!(value instanceof Value.Scalar) && text.startsWith(GET_ATTRIBUTE + " ")) {
      throw fault(value, "an attribute is known only while the graph runs, and not within a text");
    }
    return text;
  }

  private String token(Template self, Value call, List<Value> arguments, int depth)
      throws FaultAddedException {
    if (arguments.size() != 3) {
      throw fault(call, "token needs a text, the characters that separate, and a number");
    }
    String text = known(self, arguments.get(0), depth);
    String separators = known(self, arguments.get(1), depth);
    String number = known(self, arguments.get(2), depth);
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        tokens.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!number.matches("\\d{1,6}") || Integer.parseInt(number) >= tokens.size()) {
      throw fault(call, "the text has no part " + number);
    }
    return tokens.get(Integer.parseInt(number));
  }
}
