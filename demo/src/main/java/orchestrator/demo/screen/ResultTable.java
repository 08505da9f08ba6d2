package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.StudyProgress;

/**
 * Tells what came out: per round, and what learning together gains over each hospital's own model.
 *
 * @param glyphs the signs that the table is drawn with
 */
public record ResultTable(Glyphs glyphs) {
  /** The table's lines; a score that is missing is a dash. */
  public List<String> lines(StudyProgress progress) {
    List<Line> alone = progress.graph().lines().stream().skip(1).toList();
    int rounds = progress.graph().study().rounds();
    String format =
        alone.stream()
            .map(line -> "  %" + Math.max(8, line.text().length()) + "s")
            .collect(Collectors.joining("", "%5s  %8s  %5s", ""));
    List<String> text = new ArrayList<>();
    text.add(row(format, Stream.of("round", "accuracy", "AUC"), alone.stream().map(Line::text)));
    text.add(glyphs.rule().repeat(text.get(0).length()));
    for (int each = 1; each <= rounds; each++) {
      int round = each;
      String auc = number(progress.score(Line.JOINT, round).map(Score::auc));
      Stream<String> joint =
          Stream.of(String.valueOf(round), accuracy(progress, Line.JOINT, round), auc);
      text.add(row(format, joint, alone.stream().map(line -> accuracy(progress, line, round))));
    }
    text.add("");
    alone.forEach(line -> text.add(gain(progress, line, rounds)));
    return text;
  }

  private static String gain(StudyProgress progress, Line line, int round) {
    Optional<Score> own = progress.score(line, round);
    Optional<Score> joint = progress.score(Line.JOINT, round);
    if (own.isEmpty() || joint.isEmpty()) {
      return line.text() + " has no result.";
    }
    double points = (joint.get().accuracy() - own.get().accuracy()) * 100;
    return String.format(
        Locale.ROOT,
        "%s reaches %s; the joint model is %.1f points %s.",
        line.text(),
        accuracy(progress, line, round),
        Math.abs(points),
        points < 0 ? "worse" : "better");
  }

  private static String row(String format, Stream<String> first, Stream<String> more) {
    return format.formatted(Stream.concat(first, more).toArray());
  }

  private static String accuracy(StudyProgress progress, Line line, int round) {
    return number(progress.score(line, round).map(Score::accuracy));
  }

  private static String number(Optional<Double> value) {
    return value
        .filter(v -> !v.isNaN())
        .map(v -> String.format(Locale.ROOT, "%.3f", v))
        .orElse("-");
  }
}
