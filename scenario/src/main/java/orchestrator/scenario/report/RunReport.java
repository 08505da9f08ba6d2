package orchestrator.scenario.report;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import orchestrator.scenario.proxy.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a run does, and writes each second of it to a file of JSON lines. A process that is
 * killed loses the current second at most.
 */
public final class RunReport implements RunRecorder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  /** Above this, a file only takes seconds of all nodes together. */
  private static final long MOST_BYTES = 1L << 30;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How long after a second it is written, so that its last events are in it. */
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(20);

  private final RunHeader header;
  private final LongSupplier clock;
  private final Reasons reasons = new Reasons();
  private final List<EntryTally> entries = new ArrayList<>();
  private final Optional<ReportFile> file;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setNameFormat("scenario-report").setDaemon(true).build());
  private final Object writing = new Object();

  @GuardedBy("writing")
  private final Tally total = new Tally();

  @GuardedBy("writing")
  private long next;

  private volatile Figures latest = Figures.NONE;

  /** How many seconds the run took; less than none while it goes on. */
  private volatile double took = -1;

  private RunReport(RunHeader header, LongSupplier clock, Optional<ReportFile> file) {
    this.header = header;
    this.clock = clock;
    this.file = file;
    header.entries().forEach(entry -> entries.add(new EntryTally(entry.steps().size())));
  }

  /**
   * Begins a report.
   *
   * @param file where it is written; must not be there yet. Empty for none
   * @param clock nanoseconds since the run began
   * @throws IOException when the file cannot be made
   */
  public static RunReport begin(RunHeader header, Optional<Path> file, LongSupplier clock)
      throws IOException {
    Optional<LineFile> lines = Optional.empty();
    if (file.isPresent()) {
      lines = Optional.of(LineFile.begin(file.get()));
    }
    return begin(header, lines, MOST_BYTES, clock);
  }

  static RunReport begin(
      RunHeader header, Optional<LineFile> lines, long mostBytes, LongSupplier clock) {
    return new RunReport(
        header, clock, lines.map(each -> ReportFile.begin(each, header, mostBytes)));
  }

  /** Calls {@link #flush} after each second from now on, on a thread of its own. */
  public void flushEachSecond() {
    long wait = SECOND - Math.floorMod(clock.getAsLong(), SECOND) + GRACE;
    Future<?> unused =
        timer.scheduleAtFixedRate(
            () -> {
              try {
                flush();
              } catch (RuntimeException e) {
                // What is thrown would end the timer, and nobody would see it.
                LOG.error("A second of the report cannot be written.", e);
              }
            },
            wait,
            SECOND,
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void intended(int entry, int step, long at, long count) {
    note(entry, step, at, tally -> tally.intended(count));
  }

  @Override
  public void sent(int entry, int step, long at) {
    note(entry, step, at, Tally::sent);
  }

  @Override
  public void reached(int entry, int step, Phase phase, long at, long latency) {
    note(entry, step, at, tally -> tally.reached(Measure.of(phase), latency));
  }

  @Override
  public void succeeded(int entry, int step, long at, long latency, long service) {
    note(entry, step, at, tally -> tally.succeeded(latency, service));
  }

  @Override
  public void failed(int entry, int step, long at, String reason, long count) {
    String counted = reasons.of(reason);
    note(entry, step, at, tally -> tally.failed(counted, count));
  }

  private void note(int entry, int step, long at, Consumer<Tally> what) {
    entries.get(entry).note(step, at / SECOND, what);
  }

  @Override
  public void remark(long at, String text) {
    synchronized (writing) {
      if (took < 0) {
        file.ifPresent(each -> each.remark(new Remark(seconds(at), text)));
      }
    }
  }

  /** Writes the seconds that are over. */
  public void flush() {
    synchronized (writing) {
      if (took < 0) {
        file.ifPresent(ReportFile::wake);
        writeUntil(clock.getAsLong() / SECOND);
      }
    }
  }

  @GuardedBy("writing")
  private void writeUntil(long second) {
    while (next < second) {
      List<SortedMap<Integer, Tally>> byEntry = new ArrayList<>();
      Tally all = new Tally();
      for (EntryTally entry : entries) {
        SortedMap<Integer, Tally> steps = entry.take(next);
        steps.values().forEach(all::add);
        byEntry.add(steps);
      }
      total.add(all);
      latest = total.figures();
      Figures figures = all.figures();
      long number = next;
      file.ifPresent(each -> each.second(number, figures, latest, byEntry));
      next++;
    }
  }

  @Override
  public void ended(long at, String how) {
    synchronized (writing) {
      if (took >= 0) {
        return;
      }
      // A second that has not begun is none.
      long last = (at - 1) / SECOND;
      for (EntryTally entry : entries) {
        last = Math.max(last, entry.end());
      }
      file.ifPresent(ReportFile::wake);
      writeUntil(last + 1);
      took = seconds(at);
      Totals totals = totals();
      for (int entry = 0; entry < entries.size(); entry++) {
        int place = entry;
        entries
            .get(entry)
            .eachStep(
                (figures, step) ->
                    file.ifPresent(each -> each.step(new StepFigures(place, step, figures))));
      }
      file.ifPresent(each -> each.end(totals, how));
    }
    timer.shutdown();
  }

  /** What it has come to until now. Its times are those of the seconds that were written. */
  public Totals totals() {
    List<NodeFigures> nodes = new ArrayList<>();
    Figures sum = Figures.NONE;
    for (int i = 0; i < entries.size(); i++) {
      RunHeader.Entry entry = header.entries().get(i);
      Figures figures = entries.get(i).figures();
      nodes.add(new NodeFigures(i, entry.name(), entry.node(), figures));
      sum = sum.plus(figures);
    }
    return new Totals(
        took < 0 ? seconds(clock.getAsLong()) : took,
        sum.withTimesOf(latest).withFewReasons(),
        nodes,
        file.flatMap(ReportFile::fault));
  }

  private static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0;
  }

  /** Ends the report, as one of a run that was stopped if nobody has said how it ended. */
  @Override
  public void close() {
    ended(clock.getAsLong(), "stopped");
  }
}
