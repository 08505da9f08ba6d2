package orchestrator.scenario.report;

import java.nio.file.Path;
import java.util.Optional;
import orchestrator.scenario.proxy.Phase;

/** Is a process that writes a report until it is killed, for tests of what is left then. */
final class RunProcess {
  private RunProcess() {}

  /**
   * Counts a transaction a millisecond in the report of the run {@code killed}.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws Exception {
    ReportFolder folder = ReportFolder.open(Path.of(args[0]), 10);
    long start = System.nanoTime();
    RunReport report =
        RunReport.begin(
            Runs.header("killed", 3, 2),
            Optional.of(folder.file("killed")),
            () -> (System.nanoTime() - start) * 10);
    while (true) {
      long at = (System.nanoTime() - start) * 10;
      report.intended(1, 1, at, 1);
      report.sent(1, 1, at);
      report.reached(1, 1, Phase.ANSWERED, at, 1_000_000);
      report.succeeded(1, 1, at, 2_000_000, 1_000_000);
      report.flush();
      Thread.sleep(1);
    }
  }
}
