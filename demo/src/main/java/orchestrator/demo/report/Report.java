package orchestrator.demo.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import orchestrator.demo.learning.Score;
import orchestrator.demo.screen.Words;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Study;
import orchestrator.demo.watch.Progress;

/**
 * A picture of a study that needs nothing else to be seen: its learning curve and its graph, as SVG
 * or as a page of HTML around that.
 */
public final class Report {

  private static final double WIDTH = 1180;
  private static final double MARGIN = 40;
  private static final double CURVE_TOP = 128;
  private static final double CURVE_HEIGHT = 320;
  private static final double GRAPH_TOP = CURVE_TOP + CURVE_HEIGHT + 92;

  private static final String STYLE =
      """
      <style>
      text{font-family:'Inter','Segoe UI','DejaVu Sans',Helvetica,Arial,sans-serif;fill:#1d2733}
      .title{font-size:26px;font-weight:700}
      .lead{font-size:15px;fill:#536173}
      .part{font-size:16px;font-weight:600}
      .tick{font-size:12px;fill:#6b7788}
      .row{font-size:11px;font-weight:600}
      .name{font-size:13px}
      .joint{font-weight:700}
      .end{text-anchor:end}
      .middle{text-anchor:middle}
      .grid{stroke:#e6eaf0;stroke-width:1}
      .goal{stroke:#1d2733;stroke-width:1;stroke-dasharray:2 5}
      .stripe{fill:#f6f8fb}
      .edge{fill:none;stroke:#9aa7b8;stroke-width:1}
      .faint{stroke:#cfd6e1;stroke-width:.8}
      .node{stroke-width:1.6}
      </style>
      """;

  private final Progress progress;
  private final Duration elapsed;
  private final double goal;

  /**
   * A report of a study as it stands.
   *
   * @param elapsed how long it took
   * @param goal the accuracy that the joint model is to reach
   */
  public Report(Progress progress, Duration elapsed, double goal) {
    this.progress = progress;
    this.elapsed = elapsed;
    this.goal = goal;
  }

  /**
   * Writes the report.
   *
   * @param file its name ends in {@code .svg}, or in {@code .html} for a page
   */
  public void write(Path file) {
    boolean page = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".html");
    try {
      Files.writeString(file, page ? html() : svg());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  String html() {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>%s</title>
        <body style="margin:0;background:#fff">
        %s</body>
        </html>
        """
        .formatted(title(), svg());
  }

  String svg() {
    GraphPicture graph = new GraphPicture(progress, WIDTH - 2 * MARGIN);
    double width = Math.max(WIDTH, graph.width() + 2 * MARGIN);
    double height = GRAPH_TOP + graph.height() + 68;
    Svg svg = new Svg();
    svg.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
            + " height=\"%.0f\">",
        width, height, width, height);
    svg.add("%s<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>", STYLE);
    svg.label(MARGIN, 52, "title", title());
    svg.label(MARGIN, 78, "lead", summary());
    svg.label(MARGIN, CURVE_TOP - 4, "part", "Accuracy on held-back records of all hospitals");
    svg.add("<g transform=\"translate(%.0f %.0f)\">", MARGIN, CURVE_TOP);
    svg.add(new LearningCurve(width - 2 * MARGIN, CURVE_HEIGHT, goal).draw(progress));
    svg.add("</g>");
    svg.label(MARGIN, GRAPH_TOP - 38, "part", "The compute plan, round by round");
    svg.add("<g transform=\"translate(%.0f %.0f)\">", MARGIN, GRAPH_TOP);
    svg.add(graph.draw());
    svg.add("</g>");
    svg.add(Legend.draw(progress, MARGIN, height - 26));
    return svg.add("</svg>").toString();
  }

  private String title() {
    return "%d hospitals, one model, no shared record"
        .formatted(progress.graph().study().hospitals().size());
  }

  private String summary() {
    Study study = progress.graph().study();
    String statuses =
        progress.counts().entrySet().stream()
            .map(entry -> entry.getValue() + " " + Words.of(entry.getKey()))
            .collect(Collectors.joining(", "));
    String outcome =
        progress
            .score(Line.JOINT, study.rounds())
            .map(Report::outcome)
            .orElse("The study did not come to its end.");
    return String.format(
        Locale.ROOT,
        "%s  %d rounds, %d tasks (%s), %.1f s.",
        outcome,
        study.rounds(),
        progress.graph().tasks().size(),
        statuses,
        elapsed.toMillis() / 1000.0);
  }

  private static String outcome(Score score) {
    return String.format(
        Locale.ROOT, "Together: accuracy %.3f, AUC %.3f.", score.accuracy(), score.auc());
  }
}
