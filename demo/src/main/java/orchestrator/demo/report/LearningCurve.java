package orchestrator.demo.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.watch.Progress;

/** Accuracy over the rounds: the joint model against each hospital's own. */
final class LearningCurve {

  private static final double TOP = 24;
  private static final double BOTTOM_MARGIN = 44;
  private static final double LEFT = 52;
  private static final double LABEL_WIDTH = 190;
  private static final double LABEL_HEIGHT = 17;
  private static final double GRID_STEP = 0.05;

  private record Curve(String name, String colour, boolean joint, List<Optional<Double>> values) {

    Optional<Double> last() {
      return values.get(values.size() - 1);
    }
  }

  private final double width;
  private final double height;
  private final double goal;

  LearningCurve(double width, double height, double goal) {
    this.width = width;
    this.height = height;
    this.goal = goal;
  }

  Svg draw(Progress progress) {
    List<Curve> curves = curves(progress);
    double floor = floor(curves);
    int rounds = progress.graph().study().rounds();
    Svg svg = new Svg();
    grid(svg, floor, rounds);
    // The joint model comes last, so that it lies on top.
    for (int i = curves.size() - 1; i >= 0; i--) {
      line(svg, curves.get(i), floor, rounds);
    }
    labels(svg, curves, floor);
    if (curves.stream().allMatch(curve -> curve.values().stream().allMatch(Optional::isEmpty))) {
      svg.label((LEFT + right()) / 2, height / 2, "lead middle", "No round came to its end.");
    }
    return svg;
  }

  private static List<Curve> curves(Progress progress) {
    List<Curve> curves = new ArrayList<>();
    int hospital = 0;
    for (Line line : progress.graph().lines()) {
      List<Optional<Double>> values = new ArrayList<>();
      for (int round = 1; round <= progress.graph().study().rounds(); round++) {
        values.add(progress.score(line, round).map(Score::accuracy));
      }
      String colour = line.isJoint() ? Palette.JOINT : Palette.hospital(hospital++);
      String name = line.isJoint() ? "together" : line.text();
      curves.add(new Curve(name, colour, line.isJoint(), values));
    }
    return curves;
  }

  private static double floor(List<Curve> curves) {
    double least =
        curves.stream()
            .flatMap(curve -> curve.values().stream())
            .flatMap(Optional::stream)
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(0.5);
    return Math.min(0.9, Math.floor(least / GRID_STEP) * GRID_STEP);
  }

  private void grid(Svg svg, double floor, int rounds) {
    int steps = (int) Math.round((1 - floor) / GRID_STEP);
    int every = steps > 8 ? 2 : 1;
    for (int i = 0; i <= steps; i += every) {
      double value = 1 - i * GRID_STEP;
      double y = y(value, floor);
      svg.add(
          "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
          LEFT, y, right(), y);
      svg.label(LEFT - 10, y + 4, "tick end", String.format(Locale.ROOT, "%.2f", value));
    }
    double goalY = y(goal, floor);
    svg.add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"goal\"/>",
        LEFT, goalY, right(), goalY);
    svg.label(LEFT - 10, goalY + 18, "tick end", "goal");
    int labelled = Math.max(1, (int) Math.ceil(rounds / 20.0));
    for (int round = 1; round <= rounds; round += labelled) {
      svg.label(x(round, rounds), height - BOTTOM_MARGIN + 20, "tick middle", "" + round);
    }
    svg.label((LEFT + right()) / 2, height - 4, "tick middle", "round");
  }

  private void line(Svg svg, Curve curve, double floor, int rounds) {
    List<String> points = new ArrayList<>();
    StringBuilder dots = new StringBuilder();
    for (int round = 1; round <= rounds; round++) {
      Optional<Double> value = curve.values().get(round - 1);
      if (value.isPresent()) {
        double x = x(round, rounds);
        double y = y(value.get(), floor);
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"><title>%s</title></circle>%n",
                x,
                y,
                curve.joint() ? "4" : "2.5",
                curve.colour(),
                Svg.escaped(
                    String.format(
                        Locale.ROOT, "%s, round %d: %.3f", curve.name(), round, value.get()))));
      }
    }
    svg.add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
            + " stroke-linejoin=\"round\"/>",
        points.stream().collect(Collectors.joining(" ")),
        curve.colour(),
        curve.joint() ? "3.5" : "1.8");
    svg.add("%s", dots);
  }

  /** Names at the right end of each curve, moved apart where they would lie on one another. */
  private void labels(Svg svg, List<Curve> curves, double floor) {
    List<Curve> fromTop =
        curves.stream()
            .filter(curve -> curve.last().isPresent())
            .sorted(Comparator.comparingDouble(curve -> -curve.last().orElseThrow()))
            .toList();
    double free = 0;
    for (Curve curve : fromTop) {
      double value = curve.last().orElseThrow();
      double y = Math.max(free, y(value, floor) + 4);
      free = y + LABEL_HEIGHT;
      svg.add(
          "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" style=\"fill:%s\">%.3f  %s</text>",
          right() + 12,
          y,
          curve.joint() ? "name joint" : "name",
          curve.colour(),
          value,
          Svg.escaped(curve.name()));
    }
  }

  private double right() {
    return width - LABEL_WIDTH;
  }

  private double x(int round, int rounds) {
    double inner = right() - LEFT - 32;
    return LEFT + 16 + (rounds == 1 ? inner / 2 : inner * (round - 1) / (rounds - 1));
  }

  private double y(double value, double floor) {
    return TOP + (1 - value) / (1 - floor) * (height - TOP - BOTTOM_MARGIN);
  }
}
