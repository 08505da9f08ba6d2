package orchestrator.scenario.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import orchestrator.scenario.report.ReportFolder;
import orchestrator.scenario.report.RunHeader;
import orchestrator.scenario.report.RunRecorder;
import orchestrator.scenario.report.RunReport;
import orchestrator.scenario.report.Totals;

/**
 * Begins the report of each run, and knows the newest and those that have not been told of. A run
 * of no nodes, which is how a scenario is stopped, has no file, and does not take the place of the
 * one before it.
 */
public final class Reports implements Conductor.Recorders, AutoCloseable {
  private final String proxy;
  private final Optional<ReportFolder> folder;
  private final UnaryOperator<RunRecorder> observed;
  private final Map<String, RunReport> untold = new ConcurrentHashMap<>();
  private volatile Optional<Newest> newest = Optional.empty();

  private record Newest(String run, RunReport report) {}

  /**
   * Begins without a report.
   *
   * @param folder where reports are kept; empty for nowhere
   * @param observed lets others see what a recorder is told
   */
  public Reports(String proxy, Optional<ReportFolder> folder, UnaryOperator<RunRecorder> observed) {
    this.proxy = proxy;
    this.folder = folder;
    this.observed = observed;
  }

  @Override
  public RunRecorder begin(RunPlan plan, LongSupplier clock) {
    RunHeader header =
        RunHeader.of(plan.id(), plan.settings(), plan.seed(), proxy, plan.begin(), plan.nodes());
    try {
      Optional<Path> file = Optional.empty();
      if (folder.isPresent() && !plan.nodes().isEmpty()) {
        file = Optional.of(folder.get().file(plan.id()));
      }
      RunReport report = RunReport.begin(header, file, clock);
      report.flushEachSecond();
      untold.put(plan.id(), report);
      if (newest.isEmpty() || !plan.nodes().isEmpty()) {
        newest = Optional.of(new Newest(plan.id(), report));
      }
      return observed.apply(report);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written: " + e.getMessage(), e);
    }
  }

  /** What the newest run of some nodes has come to; empty before there is any. */
  public Optional<Totals> totals() {
    return newest.map(run -> run.report().totals());
  }

  /** What a run that has ended came to; tells it once. */
  public Optional<Totals> take(String run) {
    return Optional.ofNullable(untold.remove(run)).map(RunReport::totals);
  }

  /** The newest run of some nodes; empty before there is any. */
  public Optional<String> run() {
    return newest.map(Newest::run);
  }

  /** Ends the reports whose runs have not. */
  @Override
  public void close() {
    untold.values().forEach(RunReport::close);
  }
}
