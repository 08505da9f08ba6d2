package orchestrator.graph.source;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.graph.model.FaultyGraphException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the documents of a YAML file as values: with anchors and merged maps ({@code <<}) in place,
 * and no more values than a file of that size should have.
 */
public final class YamlValues {
  /** What aliases may make of a file. */
  private static final int MOST_VALUES = 1_000_000;

  private static final int MOST_ALIASES = 2_000;
  private static final String MERGE = "<<";

  private final String file;
  private final FaultList faults;
  private int values;

  private YamlValues(String file, FaultList faults) {
    this.file = file;
    this.faults = faults;
  }

  /**
   * The documents of a file that say something. What is no YAML ends the reading.
   *
   * @param file its name in the places of faults; empty for the file that was asked for
   * @param faults gets what is wrong with a single value, such as a key that is there twice
   */
  public static List<Value> read(String file, byte[] bytes, FaultList faults)
      throws FaultyGraphException {
    if (bytes.length > Limits.YAML_BYTES) {
      throw FaultList.one(
          Place.ofFile(file), "a file of YAML has at most " + Limits.YAML_BYTES + " bytes");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Limits.YAML_BYTES);
    options.setNestingDepthLimit(Limits.DEPTH);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    YamlValues reader = new YamlValues(file, faults);
    try {
      List<Value> documents = new ArrayList<>();
      for (Node node : new Yaml(options).composeAll(new StringReader(Source.text(file, bytes)))) {
        Value value = reader.value(node, 0);
        if (!value.isNull()) {
          documents.add(value);
        }
      }
      return documents;
    } catch (MarkedYAMLException e) {
      Place place =
          Optional.ofNullable(e.getProblemMark())
              .or(() -> Optional.ofNullable(e.getContextMark()))
              .map(reader::place)
              .orElse(Place.ofFile(file));
      throw FaultList.one(place, "this is not YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw FaultList.one(Place.ofFile(file), "this is not YAML: " + oneLine(e.getMessage()));
    }
  }

  private static String oneLine(String text) {
    return String.valueOf(text).replaceAll("\\s+", " ").strip();
  }

  private Value value(Node node, int depth) throws FaultyGraphException {
    Place place = place(node.getStartMark());
    if (++values > MOST_VALUES) {
      throw FaultList.one(place, "with its aliases the file has more than 1000000 values");
    }
    if (depth > Limits.DEPTH) {
      throw FaultList.one(place, "values lie too deep in one another, or an alias in itself");
    }
    if (node instanceof ScalarNode scalar) {
      return new Value.Scalar(scalar.getValue(), type(scalar.getTag()), place);
    }
    if (node instanceof SequenceNode sequence) {
      List<Value> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new Value.Sequence(items, place);
    }
    return mapping((MappingNode) node, place, depth);
  }

  private Value mapping(MappingNode node, Place place, int depth) throws FaultyGraphException {
    Map<String, Value> fields = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    List<Value> merged = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      Place at = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.add(at, "a name of a field must be a text");
        continue;
      }
      Value value = value(tuple.getValueNode(), depth + 1);
      if (key.getTag().equals(Tag.MERGE) || (key.isPlain() && key.getValue().equals(MERGE))) {
        merged.addAll(value instanceof Value.Sequence list ? list.values() : List.of(value));
      } else if (fields.containsKey(key.getValue()) && depth > 0) {
        faults.add(at, key.getValue() + " is there twice");
      } else {
        // Files that were put one behind the other have their sections twice.
        fields.merge(key.getValue(), value, YamlValues::joined);
        keys.put(key.getValue(), at);
      }
    }
    for (Value map : merged) {
      if (!(map instanceof Value.Mapping from)) {
        faults.add(map.place(), "<< takes a map, or a list of maps");
        continue;
      }
      from.values().forEach(fields::putIfAbsent);
      from.keys().forEach(keys::putIfAbsent);
    }
    return new Value.Mapping(fields, keys, place);
  }

  private static Value joined(Value one, Value other) {
    if (one instanceof Value.Mapping first && other instanceof Value.Mapping second) {
      Map<String, Value> fields = new LinkedHashMap<>(first.values());
      fields.putAll(second.values());
      Map<String, Place> keys = new LinkedHashMap<>(first.keys());
      keys.putAll(second.keys());
      return new Value.Mapping(fields, keys, first.place());
    }
    return other;
  }

  private static Value.Scalar.Type type(Tag tag) {
    if (tag.equals(Tag.NULL)) {
      return Value.Scalar.Type.NULL;
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Value.Scalar.Type.NUMBER;
    }
    return tag.equals(Tag.BOOL) ? Value.Scalar.Type.TRUTH : Value.Scalar.Type.TEXT;
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
