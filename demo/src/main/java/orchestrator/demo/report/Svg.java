package orchestrator.demo.report;

import java.util.Locale;

/** Writes elements of an SVG picture; coordinates are pixels from the upper left corner. */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  /** Adds an element without content, as a format with plain values. */
  Svg add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /** Adds a line of text of some class. */
  Svg label(double x, double y, String cssClass, String content) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, cssClass, escaped(content));
  }

  /** Adds what another one holds. */
  Svg add(Svg other) {
    text.append(other.text);
    return this;
  }

  static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
