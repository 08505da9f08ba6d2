package orchestrator.learning.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.QueryParams;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Picks the documents whose fields have the values of a query: all of them. A list has the values
 * in it. Of a parameter that is given several times the first one counts.
 */
final class Filter implements Predicate<ObjectNode> {
  private final List<Wanted> all = new ArrayList<>();

  private Filter() {}

  /** The filter of a query, of which some parameters say other things. */
  static Filter of(QueryParams query, List<String> others) {
    Filter filter = new Filter();
    for (String name : query.names()) {
      if (!others.contains(name)) {
        String text = query.get(name, "");
        filter.all.add(new Wanted(name, text, number(text)));
      }
    }
    return filter;
  }

  private record Wanted(String field, String text, Optional<BigDecimal> number) {}

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean test(ObjectNode document) {
    return all.stream().allMatch(wanted -> matches(document.path(wanted.field()), wanted));
  }

  private static boolean matches(JsonNode value, Wanted wanted) {
    if (!value.isArray()) {
      return is(value, wanted);
    }
    for (JsonNode item : value) {
      if (is(item, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(JsonNode value, Wanted wanted) {
    return value.isTextual()
        ? value.textValue().equals(wanted.text())
        : value.isNumber()
            && wanted.number().filter(it -> it.compareTo(value.decimalValue()) == 0).isPresent();
  }
}
