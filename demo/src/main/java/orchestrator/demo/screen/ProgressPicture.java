package orchestrator.demo.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.Progress;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;

/** A study's progress as lines of text with ANSI colours. */
final class ProgressPicture {

  private static final int BAR_WIDTH = 40;
  private static final int LABEL_WIDTH = 12;
  private static final double LOWEST_SHOWN_ACCURACY = 0.85;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final Glyphs glyphs;

  ProgressPicture(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  List<String> lines(Progress progress, Duration elapsed) {
    int tasks = progress.graph().tasks().size();
    int rounds = progress.graph().study().rounds();
    int finished = progress.finishedRounds();
    Map<ComputeTaskStatus, Integer> counts = progress.counts();
    int done = counts.getOrDefault(ComputeTaskStatus.STATUS_DONE, 0);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(bar("tasks", done, tasks, GREEN));
    lines.add(bar("rounds", finished, rounds, CYAN));
    lines.add(label("status") + statuses(counts));
    progress.graph().study().hospitals().forEach(h -> lines.add(hospital(h, progress)));
    lines.add(label("accuracy") + accuracy(progress, finished));
    lines.add(label("time") + String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0));
    return lines;
  }

  private String bar(String name, int part, int whole, String colour) {
    return label(name)
        + colour
        + glyphs.bar((double) part / whole, BAR_WIDTH)
        + PLAIN
        + " %d of %d".formatted(part, whole);
  }

  private String statuses(Map<ComputeTaskStatus, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + Words.of(entry.getKey()))
        .collect(Collectors.joining(" " + glyphs.dot() + " "));
  }

  private String hospital(String hospital, Progress progress) {
    List<StudyTask> own =
        progress.graph().tasks().stream().filter(t -> t.hospital().equals(hospital)).toList();
    long done =
        own.stream().filter(t -> progress.status(t) == ComputeTaskStatus.STATUS_DONE).count();
    Optional<StudyTask> now =
        own.stream()
            .filter(t -> progress.status(t) == ComputeTaskStatus.STATUS_EXECUTING)
            .findFirst();
    return label(hospital)
        + "%d of %d done  ".formatted(done, own.size())
        + FAINT
        + now.map(StudyTask::describe).orElse("")
        + PLAIN;
  }

  private String accuracy(Progress progress, int finished) {
    if (finished == 0) {
      return FAINT + "after the first round" + PLAIN;
    }
    List<Double> values =
        IntStream.rangeClosed(1, finished)
            .mapToObj(round -> progress.score(Line.JOINT, round).map(Score::accuracy))
            .flatMap(Optional::stream)
            .toList();
    String curve =
        values.stream()
            .map(v -> String.valueOf(glyphs.height(v, LOWEST_SHOWN_ACCURACY, 1)))
            .collect(Collectors.joining());
    double last = values.get(values.size() - 1);
    return BOLD + String.format(Locale.ROOT, "%.3f", last) + PLAIN + "  " + GREEN + curve + PLAIN;
  }

  private static String label(String text) {
    return BOLD + "  " + text + " ".repeat(Math.max(1, LABEL_WIDTH - text.length())) + PLAIN;
  }
}
