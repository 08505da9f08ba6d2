package orchestrator.scenario.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.report.Report;
import orchestrator.scenario.report.ReportReader;
import orchestrator.scenario.report.RunHeader;
import orchestrator.scenario.report.RunReport;

/** Makes reports to be shown, by way of a file. */
final class Samples {
  /** What a hostile node calls itself. */
  static final String HOSTILE = "</title></script><script>alert('x')</script>\"&\u202e\u0007";

  private Samples() {}

  /** A run whose transactions take {@code millis} and more, each tenth of which fails. */
  static Report report(Path folder, String run, int nodes, int seconds, long millis)
      throws IOException {
    Path file = folder.resolve(run + ".jsonl");
    AtomicLong now = new AtomicLong();
    try (RunReport report =
        RunReport.begin(header(run, nodes, millis), Optional.of(file), now::get)) {
      for (int i = 0; i < seconds * 20; i++) {
        now.set(TimeUnit.MILLISECONDS.toNanos(i * 50L));
        report.flush();
        send(report, i, nodes, millis);
      }
      report.remark(TimeUnit.MILLISECONDS.toNanos(2_500), "Node " + HOSTILE + " died.");
      report.ended(TimeUnit.SECONDS.toNanos(seconds), "completed");
    }
    return ReportReader.read(file);
  }

  private static void send(RunReport report, int number, int nodes, long millis) {
    long at = TimeUnit.MILLISECONDS.toNanos(number * 50L);
    long took = TimeUnit.MILLISECONDS.toNanos(millis + number % 7);
    int entry = number % nodes;
    report.intended(entry, 0, at, 1);
    report.sent(entry, 0, at);
    if (number % 10 == 9) {
      report.failed(entry, 0, at, HOSTILE, 1);
      return;
    }
    report.reached(entry, 0, Phase.ENDORSED, at, took / 4);
    report.reached(entry, 0, Phase.ORDERED, at, took / 2);
    report.reached(entry, 0, Phase.ANSWERED, at, took / 2);
    report.reached(entry, 0, Phase.COMMITTED, at, took);
    report.succeeded(entry, 0, at, took, took);
  }

  private static RunHeader header(String run, int nodes, long digest) {
    List<RunHeader.Entry> entries = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      entries.add(
          new RunHeader.Entry("n" + i, HOSTILE, List.of(new RunHeader.Step(0.05, 10, 100, 5, 20))));
    }
    return new RunHeader(
        run, HOSTILE, "d" + digest, 2, 7, "fabric", Instant.parse("2026-11-30T08:00:00Z"), entries);
  }
}
