package orchestrator.demo.report;

import java.util.List;
import orchestrator.demo.screen.Words;
import orchestrator.demo.study.Step;
import orchestrator.demo.study.Study;
import orchestrator.demo.study.StudyTask;
import orchestrator.demo.watch.Progress;

/**
 * The plan's graph: tasks filled by status and ringed by hospital, and what they take from whom.
 */
final class GraphPicture {

  private static final double TEST_SIZE = 0.62;

  private final Progress progress;
  private final GraphLayout layout;
  private final Study study;

  GraphPicture(Progress progress, double width) {
    this.progress = progress;
    this.study = progress.graph().study();
    this.layout = new GraphLayout(study, width);
  }

  double width() {
    return layout.width();
  }

  double height() {
    return layout.height();
  }

  Svg draw() {
    Svg svg = new Svg();
    rounds(svg);
    rows(svg);
    List<StudyTask> tasks = progress.graph().tasks();
    tasks.forEach(task -> task.parents().forEach(parent -> edge(svg, parent, task)));
    tasks.forEach(task -> node(svg, task));
    return svg;
  }

  private void rounds(Svg svg) {
    for (int round = 1; round <= study.rounds(); round++) {
      double from = layout.roundStart(round);
      double to = layout.roundStart(round + 1);
      double margin = (to - from) / 6;
      if (round % 2 == 1) {
        svg.add(
            "<rect x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%.1f\" class=\"stripe\"/>",
            from - margin, to - from, layout.height());
      }
      if (to - from > 24 || round % 5 == 0) {
        svg.label((from + to) / 2 - margin, -6, "tick middle", "" + round);
      }
    }
  }

  private void rows(Svg svg) {
    double x = GraphLayout.LEFT - 18;
    for (int i = 0; i < study.hospitals().size(); i++) {
      String hospital = study.hospitals().get(i);
      name(svg, x, layout.trainRow(i) + 4, i, hospital);
      name(svg, x, layout.bandTop(i) + 4, i, hospital + " alone");
      svg.add(
          "<line x1=\"0\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
          layout.bandTop(i) - 13, layout.width(), layout.bandTop(i) - 13);
    }
    svg.label(x, layout.testRows() + 4, "tick end", "tests");
  }

  private static void name(Svg svg, double x, double y, int hospital, String text) {
    svg.add(
        "<text x=\"%.1f\" y=\"%.1f\" class=\"row end\" style=\"fill:%s\">%s</text>",
        x, y, Palette.hospital(hospital), Svg.escaped(text));
  }

  private void edge(Svg svg, StudyTask from, StudyTask to) {
    double x1 = layout.x(from);
    double x2 = layout.x(to);
    double middle = (x1 + x2) / 2;
    svg.add(
        "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\" class=\"%s\"/>",
        x1,
        layout.y(from),
        middle,
        layout.y(from),
        middle,
        layout.y(to),
        x2,
        layout.y(to),
        to.step() == Step.TEST ? "edge faint" : "edge");
  }

  private void node(Svg svg, StudyTask task) {
    double x = layout.x(task);
    double y = layout.y(task);
    double r = layout.radius();
    String look =
        "fill=\"%s\" stroke=\"%s\""
            .formatted(
                Palette.status(progress.status(task)),
                Palette.hospital(study.hospitals().indexOf(task.hospital())));
    String title =
        "<title>%s, %s: %s</title>"
            .formatted(
                Svg.escaped(task.describe()),
                Svg.escaped(task.hospital()),
                Words.of(progress.status(task)));
    switch (task.step()) {
      case TRAIN, DESCRIBE ->
          svg.add(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"node\" %s>%s</circle>",
              x, y, r, look, title);
      case AGGREGATE, POOL ->
          svg.add(
              "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" class=\"node\" %s>%s</path>",
              x, y - r * 1.5, r * 1.5, r * 1.5, -r * 1.5, r * 1.5, -r * 1.5, -r * 1.5, look, title);
      case TEST -> {
        double half = r * TEST_SIZE;
        svg.add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1\""
                + " class=\"node\" %s>%s</rect>",
            x - half, y - half, 2 * half, 2 * half, look, title);
      }
    }
  }
}
