package orchestrator.graph.tosca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Value;

/** Finds the operations of a template: its own, and those that its type adds. */
final class Operations {
  private static final String INPUTS = "inputs";
  private static final Value NONE = new Value.Scalar("", Value.Scalar.Type.NULL, Place.START);

  private final Definitions definitions;
  private final Shapes shapes;
  private final FaultList faults;

  Operations(Definitions definitions, FaultList faults) {
    this.definitions = definitions;
    this.shapes = new Shapes(faults);
    this.faults = faults;
  }

  /** In the order of the file, those that only the type names last; at least one. */
  List<Operation> of(Definitions.Template template) {
    Map<String, Value> faces = definitions.typeOf(template).interfaces();
    List<Operation> operations = new ArrayList<>();
    if (template.interfaces().isEmpty()) {
      faces.forEach(
          (name, face) ->
              DefinitionsReader.operations(face)
                  .forEach(
                      (operation, value) ->
                          operations.add(operation(operation, face, value, NONE, NONE))));
    } else {
      template
          .interfaces()
          .get()
          .forEach((name, face) -> operations.addAll(of(name, face, typeFace(name, faces))));
    }
    return operations.isEmpty()
        ? List.of(new Operation("noop", "", Map.of()))
        : List.copyOf(operations);
  }

  /** The interface of a type that a template means by a name. */
  private Value typeFace(String name, Map<String, Value> faces) {
    Optional<String> type = definitions.interfaceType(name);
    return Optional.ofNullable(faces.get(name))
        .or(
            () ->
                faces.entrySet().stream()
                    .filter(face -> type.isPresent())
                    .filter(face -> definitions.interfaceType(face.getKey()).equals(type))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .orElse(NONE);
  }

  private List<Operation> of(String name, Value own, Value ofType) {
    if (!own.isNull()) {
      shapes.requireMap("interface " + name, own);
    }
    Map<String, Value> owned = DefinitionsReader.operations(own);
    Map<String, Value> typed = DefinitionsReader.operations(ofType);
    List<Operation> operations = new ArrayList<>();
    owned.forEach(
        (operation, value) ->
            operations.add(
                operation(operation, ofType, typed.getOrDefault(operation, NONE), own, value)));
    Set<String> known =
        own.text("type")
            .or(() -> ofType.text("type"))
            .filter(definitions.interfaceTypes()::containsKey)
            .or(() -> definitions.interfaceType(name))
            .map(type -> definitions.interfaceTypes().getOrDefault(type, Set.of()))
            .orElse(Set.of());
    typed.forEach(
        (operation, value) -> {
          if (!owned.containsKey(operation) && known.contains(operation)) {
            operations.add(operation(operation, ofType, value, own, NONE));
          }
        });
    return operations;
  }

  /** Puts an operation together of what a type and a template say of it. */
  private Operation operation(String name, Value typeFace, Value ofType, Value ownFace, Value own) {
    Map<String, Value> inputs = new LinkedHashMap<>();
    for (Value part : List.of(typeFace, ofType, ownFace, own)) {
      inputs.putAll(shapes.map(part, INPUTS));
    }
    String implementation =
        implementation(name, own).or(() -> implementation(name, ofType)).orElse("");
    return new Operation(name, implementation, inputs);
  }

  private Optional<String> implementation(String name, Value operation) {
    if (operation.isNull()) {
      return Optional.empty();
    }
    if (operation.asText().isPresent()) {
      return operation.asText();
    }
    shapes.requireMap("operation " + name, operation);
    Optional<Value> implementation = operation.field("implementation");
    if (implementation.isEmpty() || implementation.get().asText().isPresent()) {
      return implementation.flatMap(Value::asText);
    }
    Value map = implementation.get();
    Optional<String> script =
        map.text("primary")
            .or(() -> map.field("primary").flatMap(primary -> primary.text("file")))
            .or(() -> map.text("file"));
    if (script.isEmpty()) {
      faults.add(map.place(), "the implementation of " + name + " must be a text");
    }
    return script;
  }
}
