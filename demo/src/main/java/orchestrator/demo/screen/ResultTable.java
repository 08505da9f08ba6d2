package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Progress;

/** What came out: per round, and what learning together gains over each hospital's own model. */
public final class ResultTable {

  private final Glyphs glyphs;

  /** A table drawn with these signs. */
  public ResultTable(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** The table's lines; a score that is missing is a dash. */
  public List<String> lines(Progress progress) {
    List<Line> lines = progress.graph().lines();
    int rounds = progress.graph().study().rounds();
    List<String> text = new ArrayList<>();
    String header =
        "round  accuracy    AUC"
            + lines.stream()
                .skip(1)
                .map(line -> "  " + pad(line.text(), width(line)))
                .collect(Collectors.joining());
    text.add(header);
    text.add(glyphs.rule().repeat(header.length()));
    for (int round = 1; round <= rounds; round++) {
      Optional<Score> joint = progress.score(Line.JOINT, round);
      StringBuilder row =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%5d  %8s  %5s",
                  round,
                  number(joint.map(Score::accuracy)),
                  number(joint.map(Score::auc))));
      for (Line line : lines.subList(1, lines.size())) {
        row.append("  ")
            .append(pad(number(progress.score(line, round).map(Score::accuracy)), width(line)));
      }
      text.add(row.toString());
    }
    text.add("");
    lines.stream().skip(1).forEach(line -> text.add(gain(progress, line, rounds)));
    return text;
  }

  private static String gain(Progress progress, Line line, int round) {
    Optional<Double> own = progress.score(line, round).map(Score::accuracy);
    Optional<Double> joint = progress.score(Line.JOINT, round).map(Score::accuracy);
    return joint
        .flatMap(together -> own.map(alone -> (together - alone) * 100))
        .map(
            points ->
                String.format(
                    Locale.ROOT,
                    "%s reaches %s; the joint model is %.1f points %s.",
                    line.text(),
                    number(own),
                    Math.abs(points),
                    points < 0 ? "worse" : "better"))
        .orElse(line.text() + " has no result.");
  }

  private static int width(Line line) {
    return Math.max(8, line.text().length());
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String number(Optional<Double> value) {
    return value
        .filter(v -> !v.isNaN())
        .map(v -> String.format(Locale.ROOT, "%.3f", v))
        .orElse("-");
  }
}
