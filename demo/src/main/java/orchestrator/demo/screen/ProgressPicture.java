package orchestrator.demo.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orchestrator.demo.learning.Score;
import orchestrator.demo.study.Line;
import orchestrator.demo.study.StudyProgress;
import orchestrator.demo.study.StudyTask;
import orchestrator.proto.ComputeTaskStatus;

/** Draws a study's progress as lines of text with ANSI colours. */
record ProgressPicture(Glyphs glyphs) {
  private static final int BAR_WIDTH = 40;
  private static final double LOWEST_SHOWN_ACCURACY = 0.85;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  List<String> lines(StudyProgress progress, String elapsed) {
    List<StudyTask> tasks = progress.graph().tasks();
    List<StudyTask> done = progress.in(ComputeTaskStatus.STATUS_DONE);
    List<StudyTask> running = progress.in(ComputeTaskStatus.STATUS_EXECUTING);
    int finished = progress.finishedRounds();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(label("tasks") + bar(GREEN, done.size(), tasks.size()));
    lines.add(label("rounds") + bar(CYAN, finished, progress.graph().study().rounds()));
    lines.add(label("status") + statuses(progress.counts()));
    for (String hospital : progress.graph().study().hospitals()) {
      String now = of(hospital, running).stream().findFirst().map(StudyTask::describe).orElse("");
      lines.add(
          label(hospital)
              + "%d of %d done  ".formatted(of(hospital, done).size(), of(hospital, tasks).size())
              + (FAINT + now + PLAIN));
    }
    lines.add(label("accuracy") + accuracy(progress, finished));
    lines.add(label("time") + elapsed);
    return lines;
  }

  private static List<StudyTask> of(String hospital, List<StudyTask> tasks) {
    return tasks.stream().filter(task -> task.hospital().equals(hospital)).toList();
  }

  private String bar(String colour, int part, int whole) {
    String bar = glyphs.bar((double) part / whole, BAR_WIDTH);
    return colour + bar + PLAIN + " %d of %d".formatted(part, whole);
  }

  private String statuses(Map<ComputeTaskStatus, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + Words.of(entry.getKey()))
        .collect(Collectors.joining(" " + glyphs.dot() + " "));
  }

  private String accuracy(StudyProgress progress, int finished) {
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
    String last = String.format(Locale.ROOT, "%.3f", values.get(values.size() - 1));
    return BOLD + last + PLAIN + "  " + GREEN + curve + PLAIN;
  }

  private static String label(String text) {
    return BOLD + "  %-11s ".formatted(text) + PLAIN;
  }
}
