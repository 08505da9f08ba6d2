package orchestrator.demo.report;

import orchestrator.demo.screen.Words;
import orchestrator.demo.watch.Progress;
import orchestrator.proto.ComputeTaskStatus;

/** Says what the graph's shapes and colours mean. */
final class Legend {

  private static final double LETTER = 6.4;

  private Legend() {}

  /** Draws it in one row, with the statuses that occur. */
  static Svg draw(Progress progress, double left, double y) {
    Svg svg = new Svg();
    double x = left + 6;
    svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"#dfe5ec\"/>", x, y);
    x = text(svg, x, y, "train (first: describe)");
    svg.add("<path d=\"M%.1f %.1fl8 8l-8 8l-8 -8z\" fill=\"#dfe5ec\"/>", x, y - 8);
    x = text(svg, x, y, "average (first: pool)");
    svg.add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\" rx=\"1\" fill=\"#dfe5ec\"/>",
        x - 4, y - 4);
    x = text(svg, x, y, "test");
    for (ComputeTaskStatus status : progress.counts().keySet()) {
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"14\" rx=\"3\" fill=\"%s\"/>",
          x - 7, y - 7, Palette.status(status));
      x = text(svg, x, y, Words.of(status));
    }
    svg.add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"2\"/>",
        x, y, Palette.hospital(0));
    text(svg, x, y, "ring: the hospital that computes");
    return svg;
  }

  /** Writes beside a sign and answers where the next sign goes. */
  private static double text(Svg svg, double x, double y, String text) {
    svg.label(x + 14, y + 4, "tick", text);
    return x + 14 + text.length() * LETTER + 26;
  }
}
