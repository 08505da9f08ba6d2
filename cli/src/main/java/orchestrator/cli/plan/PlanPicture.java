package orchestrator.cli.plan;

import static orchestrator.proto.ComputeTaskStatus.STATUS_BUILDING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_CANCELED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_DONE;
import static orchestrator.proto.ComputeTaskStatus.STATUS_EXECUTING;
import static orchestrator.proto.ComputeTaskStatus.STATUS_FAILED;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_BUILDER_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT;
import static orchestrator.proto.ComputeTaskStatus.STATUS_WAITING_FOR_PARENT_TASKS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orchestrator.cli.text.Durations;
import orchestrator.cli.text.Escapes;
import orchestrator.cli.text.Style;
import orchestrator.cli.text.Terminal;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;

/** Draws a plan's progress: bars by status and by rank, the rate, what runs, and what failed. */
final class PlanPicture {
  private static final int BAR = 30;
  private static final int MOST_RANKS = 8;
  private static final int MOST_TASKS = 6;
  private static final int MOST_FAILURES = 5;
  private static final Duration SPAN = Duration.ofSeconds(10);
  private static final int SPANS = 30;
  private static final int SPANS_OF_A_MINUTE = 6;

  /** In the order of a task's life. */
  private static final List<ComputeTaskStatus> STATUSES =
      List.of(
          STATUS_DONE,
          STATUS_EXECUTING,
          STATUS_WAITING_FOR_EXECUTOR_SLOT,
          STATUS_WAITING_FOR_PARENT_TASKS,
          STATUS_BUILDING,
          STATUS_WAITING_FOR_BUILDER_SLOT,
          STATUS_FAILED,
          STATUS_CANCELED);

  private final Terminal terminal;
  private final FunctionNames functions;

  PlanPicture(Terminal terminal, FunctionNames functions) {
    this.terminal = terminal;
    this.functions = functions;
  }

  /** The lines of the picture, no more than the terminal has. */
  List<String> lines(PlanProgress progress, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(progress));
    for (ComputeTaskStatus status : STATUSES) {
      int count = progress.count(status);
      if (count > 0 || status == STATUS_DONE) {
        String words = Tasks.words(status);
        lines.add(bar(words, Style.ofStatus(words), count, progress.size(), "" + count));
      }
    }
    ranks(progress, lines);
    lines.add(rate(progress, now));
    executing(progress, now, lines);
    failures(progress, lines);
    int most = Math.max(3, terminal.rows() - 1);
    return lines.size() <= most ? lines : lines.subList(0, most);
  }

  private String heading(PlanProgress progress) {
    String state =
        progress.plan().hasCancelationDate()
            ? "canceled"
            : progress.count(STATUS_FAILED) > 0 ? "failed" : "open";
    return Style.BOLD.of("plan " + Tasks.brief(progress.plan().getKey()), terminal)
        + "  "
        + Escapes.oneLine(progress.plan().getName())
        + "  "
        + Style.ofStatus(state).of(state, terminal)
        + "  "
        + progress.count(STATUS_DONE)
        + " of "
        + progress.size()
        + " done";
  }

  private String bar(String label, Style style, long part, long whole, String figure) {
    return "  %-26s %s %s"
        .formatted(label, style.of(terminal.signs().bar(part, whole, BAR), terminal), figure);
  }

  /** Those around the first that is not finished; the others are counted. */
  private void ranks(PlanProgress progress, List<String> lines) {
    List<Map.Entry<Integer, PlanProgress.Rank>> ranks =
        progress.ranks().entrySet().stream().filter(rank -> rank.getValue().all() > 0).toList();
    int first = 0;
    while (first < ranks.size() && isFinished(ranks.get(first).getValue())) {
      first++;
    }
    int from = Math.max(0, Math.min(first - 1, ranks.size() - MOST_RANKS));
    int to = Math.min(ranks.size(), from + MOST_RANKS);
    for (Map.Entry<Integer, PlanProgress.Rank> rank : ranks.subList(from, to)) {
      PlanProgress.Rank count = rank.getValue();
      String broken = count.broken() > 0 ? ", %d not to be".formatted(count.broken()) : "";
      lines.add(
          bar(
              "rank " + rank.getKey(),
              count.broken() > 0 ? Style.RED : Style.GREEN,
              count.done(),
              count.all(),
              count.done() + " of " + count.all() + broken));
    }
    if (to - from < ranks.size()) {
      lines.add(
          Style.FAINT.of(
              "  ranks %d to %d are not shown here"
                  .formatted(
                      from > 0 ? ranks.get(0).getKey() : ranks.get(to).getKey(),
                      to < ranks.size()
                          ? ranks.get(ranks.size() - 1).getKey()
                          : ranks.get(from - 1).getKey()),
              terminal));
    }
  }

  private static boolean isFinished(PlanProgress.Rank rank) {
    return rank.done() + rank.broken() == rank.all();
  }

  private String rate(PlanProgress progress, Instant now) {
    int[] spans = progress.doneIn(SPAN, SPANS, now);
    int greatest = 0;
    int lastMinute = 0;
    for (int i = 0; i < SPANS; i++) {
      greatest = Math.max(greatest, spans[i]);
      lastMinute += i >= SPANS - SPANS_OF_A_MINUTE ? spans[i] : 0;
    }
    StringBuilder curve = new StringBuilder();
    for (int count : spans) {
      curve.append(terminal.signs().height(count, greatest));
    }
    return "  %-26s %s %d done in the last minute"
        .formatted("rate", Style.CYAN.of(curve.toString(), terminal), lastMinute);
  }

  private void executing(PlanProgress progress, Instant now, List<String> lines) {
    List<ComputeTask> executing = progress.executing();
    executing.stream()
        .limit(MOST_TASKS)
        .forEach(
            task ->
                lines.add(
                    "  %-26s %s at %s%s"
                        .formatted(
                            "executing " + Tasks.brief(task.getKey()),
                            Escapes.oneLine(functions.of(task.getFunctionKey())),
                            Escapes.oneLine(task.getWorker()),
                            progress
                                .executingSince(task.getKey())
                                .map(since -> " for " + Durations.of(Duration.between(since, now)))
                                .orElse(""))));
    more(executing.size() - MOST_TASKS, "execute", lines);
  }

  private void failures(PlanProgress progress, List<String> lines) {
    List<ComputeTask> failures = progress.failures();
    failures.stream()
        .limit(MOST_FAILURES)
        .forEach(
            task ->
                lines.add(
                    Style.RED.of(
                            "  %-26s".formatted("failed " + Tasks.brief(task.getKey())), terminal)
                        + " "
                        + Escapes.oneLine(functions.of(task.getFunctionKey()))
                        + " at "
                        + Escapes.oneLine(task.getWorker())
                        + ": "
                        + Escapes.oneLine(progress.reason(task.getKey()))));
    more(failures.size() - MOST_FAILURES, "failed", lines);
  }

  private void more(int count, String what, List<String> lines) {
    if (count > 0) {
      lines.add(Style.FAINT.of("  and %d more %s".formatted(count, what), terminal));
    }
  }
}
