package orchestrator.graph.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.graph.model.Fault;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.JsonValues;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Source;
import orchestrator.graph.source.Value;

/**
 * Finds the lines of faults: those that a fault's place tells, and in JSON those of the fields that
 * it names, such as {@code nodes[2].id}.
 */
final class FaultPlaces {
  /** In a larger file only the lines that faults tell themselves are known. */
  private static final int MOST_BYTES = 16 << 20;

  private static final Pattern LINE =
      Pattern.compile("(?:(.+), )?line (\\d+)(?:, column (\\d+))?(?:, (.*))?");
  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+)]");

  private final Optional<Value> root;

  private FaultPlaces(Source source) {
    root = json(source);
  }

  private static Optional<Value> json(Source source) {
    if (source.size() > MOST_BYTES || !source.start(1_000).stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonValues.read(source.bytes(), new FaultList()));
    } catch (FaultyGraphException e) {
      // Then its faults tell their lines.
      return Optional.empty();
    }
  }

  /**
   * A fault with its place taken apart.
   *
   * @param in where it is
   * @param what what of the place is no line, such as the name of a field
   * @param message what is wrong there
   */
  record Placed(Place in, String what, String message) {}

  /** Finds the places of faults of a file. */
  static List<Placed> of(Source source, List<Fault> faults) {
    FaultPlaces places = new FaultPlaces(source);
    return faults.stream().map(places::of).toList();
  }

  private Placed of(Fault fault) {
    Matcher line = LINE.matcher(fault.place());
    if (line.matches()) {
      return new Placed(
          new Place(text(line, 1), number(line, 2), number(line, 3)),
          text(line, 4),
          fault.message());
    }
    return new Placed(
        root.map(it -> place(it, fault.place())).orElse(Place.ofFile("")),
        fault.place(),
        fault.message());
  }

  private static String text(Matcher found, int group) {
    return Optional.ofNullable(found.group(group)).orElse("");
  }

  private static int number(Matcher found, int group) {
    String digits = text(found, group);
    return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** The place of the innermost value on a path that is there. */
  private static Place place(Value root, String path) {
    Value value = root;
    Place found = Place.ofFile("");
    Matcher step = STEP.matcher(path);
    for (int at = 0; at < path.length() && step.find(at) && step.start() == at; at = step.end()) {
      Optional<Value> next =
          step.group(1) == null ? item(value, number(step, 2)) : field(value, step.group(1));
      if (next.isEmpty()) {
        return found;
      }
      found = keyPlace(value, step).orElse(next.get().place());
      value = next.get();
    }
    return found;
  }

  private static Optional<Value> item(Value list, int index) {
    return index < list.items().size() ? Optional.of(list.items().get(index)) : Optional.empty();
  }

  private static Optional<Value> field(Value of, String name) {
    return of.fields().entrySet().stream()
        .filter(it -> isSame(it.getKey(), name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Place> keyPlace(Value of, Matcher step) {
    return of instanceof Value.Mapping mapping && step.group(1) != null
        ? mapping.keys().entrySet().stream()
            .filter(it -> isSame(it.getKey(), step.group(1)))
            .map(Map.Entry::getValue)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isSame(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
