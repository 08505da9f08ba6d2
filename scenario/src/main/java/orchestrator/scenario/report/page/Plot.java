package orchestrator.scenario.report.page;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.Stretch;

/** Draws lines over the seconds of runs, as a picture of SVG within a page. */
final class Plot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 260;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 12;
  private static final int BOTTOM = 40;
  private static final int LOOKS = 8;

  /** Below this, points are drawn too: a lone one would not be seen. */
  private static final int FEW = 40;

  /** A thousandth of a millisecond: what is measured is not finer. */
  private static final double LEAST = 0.001;

  private static final int MOST_MARKS = 50;

  private final String label;
  private final String unit;
  private final boolean isLogarithmic;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final List<Double> markPlaces = new ArrayList<>();
  private double end = 1;

  private record Point(double second, double value) {}

  private record Line(String name, int look, String dash, List<Point> points) {}

  /**
   * Has no lines yet.
   *
   * @param label what it shows, for those who do not see it
   * @param unit of the values
   */
  Plot(String label, String unit, boolean isLogarithmic) {
    this.label = label;
    this.unit = unit;
    this.isLogarithmic = isLogarithmic;
  }

  /**
   * Adds a line.
   *
   * @param look which colour, from 0 on
   * @param dash how it is dashed, as SVG has it; empty for a whole line
   * @param value of a stretch; no number where there is none, which breaks the line
   */
  @CanIgnoreReturnValue
  Plot line(String name, int look, String dash, Report report, ToDoubleFunction<Stretch> value) {
    List<Point> points = new ArrayList<>();
    for (Stretch stretch : report.stretches()) {
      points.add(new Point(stretch.second() + stretch.width() / 2.0, value.applyAsDouble(stretch)));
      end = Math.max(end, stretch.second() + (double) stretch.width());
    }
    if (points.stream().anyMatch(point -> Double.isFinite(point.value))) {
      lines.add(new Line(name, look % LOOKS, dash, points));
    }
    return this;
  }

  /** Marks a second; of very many, the first. */
  void mark(double second, String text) {
    if (marks.size() < MOST_MARKS) {
      marks.add(text);
      markPlaces.add(second);
    }
  }

  /** The picture, and below it what each line is. */
  String html() {
    if (lines.isEmpty()) {
      return Html.paragraph("There is nothing to draw.");
    }
    Axis across = new Axis(0, end, false);
    Axis up = up();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, Html.escape(label)));
    grid(svg, up, across);
    for (int i = 0; i < marks.size(); i++) {
      mark(svg, x(across, markPlaces.get(i)), i + 1, marks.get(i));
    }
    lines.forEach(line -> draw(svg, line, up, across));
    return svg.append("</svg>\n").append(legend()).toString();
  }

  private Axis up() {
    double most = 0;
    double least = Double.MAX_VALUE;
    for (Line line : lines) {
      for (Point point : line.points) {
        if (Double.isFinite(point.value)) {
          most = Math.max(most, point.value);
          least = Math.min(least, point.value);
        }
      }
    }
    return isLogarithmic
        ? Axis.powers(Math.max(LEAST, least), Math.max(LEAST, most))
        : Axis.upTo(most);
  }

  private static double x(Axis across, double second) {
    return LEFT + across.place(second) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Axis up, double value) {
    return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void grid(StringBuilder svg, Axis up, Axis across) {
    for (double tick : up.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"var(--line)\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT,
              WIDTH - RIGHT,
              y(up, tick),
              y(up, tick),
              LEFT - 6,
              y(up, tick) + 4,
              plain(tick)));
    }
    for (double tick : across.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
              x(across, tick),
              HEIGHT - BOTTOM + 16,
              plain(tick)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">seconds since the begin</text>"
                + "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">%s"
                + "</text>\n",
            WIDTH - RIGHT,
            HEIGHT - 6,
            (HEIGHT - BOTTOM + TOP) / 2,
            Html.escape(unit)));
  }

  private static String plain(double number) {
    return new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  private static void mark(StringBuilder svg, double x, int number, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s</title><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\""
                + " stroke=\"var(--soft)\" stroke-dasharray=\"2 4\"/>"
                + "<text x=\"%.1f\" y=\"%d\">%d</text></g>\n",
            Html.escape(text),
            x,
            x,
            TOP,
            HEIGHT - BOTTOM,
            x + 3,
            TOP + 10,
            number));
  }

  private static void draw(StringBuilder svg, Line line, Axis up, Axis across) {
    StringBuilder path = new StringBuilder();
    boolean isBroken = true;
    for (Point point : line.points) {
      if (Double.isFinite(point.value)) {
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                isBroken ? "M" : "L",
                x(across, point.second),
                y(up, point.value)));
      }
      isBroken = !Double.isFinite(point.value);
    }
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"var(--look-%d)\" stroke-width=\"1.6\"%s/>\n"
            .formatted(path, line.look, dash(line)));
    if (line.points.size() <= FEW) {
      for (Point point : line.points) {
        if (Double.isFinite(point.value)) {
          svg.append(
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\" fill=\"var(--look-%d)\">"
                      + "<title>%s: %s</title></circle>\n",
                  x(across, point.second),
                  y(up, point.value),
                  line.look,
                  Html.escape(line.name),
                  Numbers.of(point.value)));
        }
      }
    }
  }

  private static String dash(Line line) {
    return line.dash.isEmpty() ? "" : " stroke-dasharray=\"" + line.dash + "\"";
  }

  private String legend() {
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">\n");
    for (Line line : lines) {
      legend.append(
          ("<li><svg viewBox=\"0 0 26 8\" aria-hidden=\"true\"><line x1=\"0\" x2=\"26\" y1=\"4\""
                  + " y2=\"4\" stroke=\"var(--look-%d)\" stroke-width=\"2\"%s/></svg>%s</li>\n")
              .formatted(line.look, dash(line), Html.escape(line.name)));
    }
    return legend.append("</ul>\n").toString();
  }
}
