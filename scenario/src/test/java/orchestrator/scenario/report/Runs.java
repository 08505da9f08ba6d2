package orchestrator.scenario.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes headers of runs, and times. */
final class Runs {
  private Runs() {}

  /** A run of so many entries of so many steps each. */
  static RunHeader header(String run, int entries, int steps) {
    List<RunHeader.Entry> list = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      list.add(
          new RunHeader.Entry(
              "n" + i,
              "node" + i + ":8545",
              Collections.nCopies(steps, new RunHeader.Step(0.5, 10, 3, 0, 0))));
    }
    return new RunHeader(
        run, "load.json", "d1", 2, 7, "http", Instant.parse("2026-11-30T08:00:00Z"), list);
  }

  static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
