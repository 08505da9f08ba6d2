package orchestrator.http.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Matches paths such as {@code /api/v1/tasks/{key}:apply}: literal segments, segments that are one
 * variable, and at the end a verb, if there is one.
 *
 * @param segments the literals, or {@code {name}} for a variable
 * @param verb after the colon; empty without one
 */
record PathTemplate(List<String> segments, String verb) {

  /** Reads the path of a {@code google.api.http} rule. */
  static PathTemplate of(String path) {
    int colon = path.lastIndexOf(':');
    boolean hasVerb = colon > path.lastIndexOf('/') && colon > path.lastIndexOf('}');
    return new PathTemplate(
        segments(hasVerb ? path.substring(0, colon) : path),
        hasVerb ? path.substring(colon + 1) : "");
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  /**
   * The values of the variables if a path as it was sent fits, decoded; a variable is never empty.
   *
   * @throws IllegalArgumentException that says what is wrong with a value, such as bytes that are
   *     not UTF-8
   */
  Optional<Map<String, String>> match(String rawPath) {
    String path = rawPath;
    if (!verb.isEmpty()) {
      if (!path.endsWith(":" + verb)) {
        return Optional.empty();
      }
      path = path.substring(0, path.length() - verb.length() - 1);
    }
    List<String> given = segments(path);
    if (given.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    boolean fits =
        IntStream.range(0, given.size())
            .allMatch(each -> fits(segments.get(each), given.get(each), values));
    return fits ? Optional.of(values) : Optional.empty();
  }

  private static boolean fits(String expected, String given, Map<String, String> values) {
    if (!isVariable(expected)) {
      return expected.equals(given);
    }
    // An unencoded colon begins a verb.
    if (given.isEmpty() || given.indexOf(':') >= 0) {
      return false;
    }
    values.put(expected.substring(1, expected.length() - 1), PercentCode.decode(given));
    return true;
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  /** How many of the segments are literal: of two templates that fit, the one with more counts. */
  int literals() {
    return (int) segments.stream().filter(segment -> !isVariable(segment)).count()
        + (verb.isEmpty() ? 0 : 1);
  }
}
