package orchestrator.graph.tosca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Value;

/** Takes parts out of a TOSCA file, with a fault for each that is of another kind than it must. */
final class Shapes {
  private final FaultList faults;

  Shapes(FaultList faults) {
    this.faults = faults;
  }

  /** The fields of a field that is a map; none if it is not there. */
  Map<String, Value> map(Value parent, String name) {
    Optional<Value> value = parent.field(name);
    value.ifPresent(it -> requireMap(name, it));
    return value.map(Value::fields).orElse(Map.of());
  }

  /** Whether something is a map; a fault if it is not. */
  boolean requireMap(String name, Value value) {
    if (!(value instanceof Value.Mapping)) {
      faults.add(value.place(), name + " must be a map, and is " + value.kind());
    }
    return value instanceof Value.Mapping;
  }

  /** The text of a field; empty if it is not there. */
  Optional<String> text(Value parent, String name) {
    Optional<Value> value = parent.field(name);
    value
        .filter(it -> it.asText().isEmpty())
        .ifPresent(it -> faults.add(it.place(), name + " must be a text, and is " + it.kind()));
    return value.flatMap(Value::asText);
  }

  /** The items of a field that is a list; none if it is not there. */
  List<Value> list(Value parent, String name) {
    Optional<Value> value = parent.field(name);
    value
        .filter(it -> !(it instanceof Value.Sequence))
        .ifPresent(it -> faults.add(it.place(), name + " must be a list, and is " + it.kind()));
    return value.map(Value::items).orElse(List.of());
  }

  /** The named things of a list whose items are maps of one, or of a map, in order. */
  List<Map.Entry<String, Value>> named(Value parent, String name) {
    Optional<Value> value = parent.field(name);
    if (value.isEmpty() || value.get() instanceof Value.Mapping) {
      return List.copyOf(value.map(Value::fields).orElse(Map.of()).entrySet());
    }
    List<Map.Entry<String, Value>> named = new ArrayList<>();
    for (Value item : list(parent, name)) {
      if (item.fields().size() == 1) {
        named.addAll(item.fields().entrySet());
      } else {
        faults.add(item.place(), "an item of " + name + " must be a map of one name");
      }
    }
    return named;
  }

  /** The fields of each map that a field has; those that are no maps are faults. */
  Map<String, Value> maps(Value parent, String name) {
    Map<String, Value> maps = new LinkedHashMap<>();
    map(parent, name)
        .forEach(
            (key, value) -> {
              if (requireMap(name + "." + key, value)) {
                maps.put(key, value);
              }
            });
    return maps;
  }
}
