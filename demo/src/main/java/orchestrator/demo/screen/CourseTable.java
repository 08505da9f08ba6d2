package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import orchestrator.demo.incoming.Algorithm;
import orchestrator.demo.incoming.Course;
import orchestrator.demo.incoming.Training;
import orchestrator.demo.learning.Score;

/**
 * Tells how trainings went: a table of all of them, and a small picture of each algorithm's course.
 *
 * @param glyphs the signs that both are drawn with
 */
public record CourseTable(Glyphs glyphs) {
  private static final String FORMAT = "%-19s  %4s  %3s  %7s  %12s  %8s  %5s  %s";
  private static final double LOWEST_SHOWN_ACCURACY = 0.85;
  private static final String CARRIED_ON = "*";

  /** The lines of both; a score that is missing is a dash. */
  public List<String> lines(Course course) {
    List<String> text = new ArrayList<>();
    text.add(
        FORMAT.formatted(
            "algorithm",
            "rank",
            "day",
            "records",
            "started from",
            "accuracy",
            "AUC",
            "carried on"));
    text.add(glyphs.rule().repeat(text.get(0).length()));
    course.trainings().forEach(training -> text.add(row(training)));
    text.add("");
    for (Algorithm algorithm : Algorithm.values()) {
      text.addAll(picture(algorithm.words(), course.of(algorithm)));
    }
    return text;
  }

  private static String row(Training training) {
    return FORMAT
        .formatted(
            training.algorithm().words(),
            training.rank(),
            training.day(),
            training.records(),
            from(training),
            number(training.score().map(Score::accuracy)),
            number(training.score().map(Score::auc)),
            training.carriedOn() ? CARRIED_ON : "")
        .stripTrailing();
  }

  private static String from(Training training) {
    return training.from().isPresent() ? String.valueOf(training.from().getAsInt()) : "new";
  }

  private List<String> picture(String name, List<Training> trainings) {
    Optional<Double> best =
        trainings.stream()
            .map(Training::score)
            .flatMap(Optional::stream)
            .map(Score::accuracy)
            .max(Double::compare);
    return List.of(
        "%-19s  %s  best %s"
            .formatted(
                name,
                signs(
                    trainings,
                    it ->
                        it.score()
                            .map(s -> glyphs.height(s.accuracy(), LOWEST_SHOWN_ACCURACY, 1))
                            .map(String::valueOf)
                            .orElse(" ")),
                number(best)),
        "%-19s  %s".formatted("  carried on", signs(trainings, CourseTable::mark)).stripTrailing());
  }

  private static String mark(Training training) {
    return training.carriedOn() ? CARRIED_ON : " ";
  }

  private static String signs(List<Training> trainings, Function<Training, String> sign) {
    return trainings.stream().map(sign).collect(Collectors.joining(" "));
  }

  private static String number(Optional<Double> value) {
    return value
        .filter(v -> !v.isNaN())
        .map(v -> String.format(Locale.ROOT, "%.3f", v))
        .orElse("-");
  }
}
