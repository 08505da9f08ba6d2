package orchestrator.learning.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Writes JSON as Python does with {@code json.dumps(value, indent=2, sort_keys=True)}: sorted keys,
 * two spaces of indent, ASCII only.
 */
final class PythonJson {
  private static final int INDENT = 2;

  /** From which on Python writes a number with an exponent. */
  private static final int LARGE = 16;

  private static final int SMALL = -4;

  private final StringBuilder out;

  private PythonJson(StringBuilder out) {
    this.out = out;
  }

  /** A whole body, with a line end. */
  static String body(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, 0, out);
    return out.append('\n').toString();
  }

  /**
   * Adds a value.
   *
   * @param depth how deep in others it is
   */
  static void write(JsonNode value, int depth, StringBuilder out) {
    new PythonJson(out).value(value, depth);
  }

  /** Adds a line end, and the indent of a depth. */
  static void line(int depth, StringBuilder out) {
    out.append('\n').append(" ".repeat(depth * INDENT));
  }

  private void value(JsonNode value, int depth) {
    if (value.isObject()) {
      object(value, depth);
    } else if (value.isArray()) {
      array(value, depth);
    } else if (value.isTextual()) {
      text(value.textValue());
    } else if (value.isFloatingPointNumber()) {
      out.append(number(value.doubleValue()));
    } else {
      out.append(value);
    }
  }

  private void object(JsonNode object, int depth) {
    TreeSet<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    char before = '{';
    for (String key : keys) {
      out.append(before);
      before = ',';
      line(depth + 1, out);
      text(key);
      out.append(": ");
      value(object.get(key), depth + 1);
    }
    if (keys.isEmpty()) {
      out.append("{}");
    } else {
      line(depth, out);
      out.append('}');
    }
  }

  private void array(JsonNode array, int depth) {
    char before = '[';
    for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
      out.append(before);
      before = ',';
      line(depth + 1, out);
      value(items.next(), depth + 1);
    }
    if (array.isEmpty()) {
      out.append("[]");
    } else {
      line(depth, out);
      out.append(']');
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (each >= ' ' && each <= '~') {
            out.append(each);
          } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
          }
        }
      }
    }
    out.append('"');
  }

  /** As Python's repr, with the digits that Java finds. */
  private static String number(double value) {
    if (value == 0) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= SMALL && exponent < LARGE) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String unscaled = digits.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
