package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.Streams;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads fields whose values nobody checked. */
public final class Fields {
  private static final Pattern INTEGER = Pattern.compile("\\s*[0-9]{1,18}\\s*");

  private Fields() {}

  /** A number of items: a positive integer, numeric text too. */
  public static Optional<Integer> size(JsonNode value) {
    if (value.isTextual()
        ? !INTEGER.matcher(value.textValue()).matches()
        : !value.isIntegralNumber()) {
      return Optional.empty();
    }
    BigInteger size =
        value.isTextual() ? new BigInteger(value.textValue().strip()) : value.bigIntegerValue();
    return Optional.of(size.min(BigInteger.valueOf(Integer.MAX_VALUE)))
        .filter(it -> it.signum() > 0)
        .map(BigInteger::intValue);
  }

  /**
   * Whether all numbers in a value are finite as doubles. One that is not could not be shown, and
   * would be the best performance for ever.
   */
  public static boolean isFinite(JsonNode value) {
    return value.isNumber()
        ? Double.isFinite(value.doubleValue())
        : Streams.stream(value).allMatch(Fields::isFinite);
  }

  /** The texts of a list; nothing of what is no list. */
  public static Stream<String> texts(JsonNode list) {
    return list.isArray()
        ? Stream.iterate(0, place -> place < list.size(), place -> place + 1)
            .map(list::get)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
        : Stream.empty();
  }

  static ArrayNode list(Collection<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(texts.size());
    texts.forEach(list::add);
    return list;
  }
}
