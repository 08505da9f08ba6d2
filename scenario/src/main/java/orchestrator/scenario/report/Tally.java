package orchestrator.scenario.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts transactions and takes their times. For one thread at a time. */
final class Tally {
  /** Stands for reasons above the number that is kept. */
  static final String OTHER = "other";

  /** How many different reasons are kept. */
  static final int MOST_REASONS = 20;

  private long intended;
  private long sent;
  private long answered;
  private long committed;
  private long succeeded;
  private long failed;
  private SortedMap<String, Long> reasons = Collections.emptySortedMap();
  private int kept;
  private final Map<Measure, Samples> times = new EnumMap<>(Measure.class);

  void intended(long count) {
    intended += count;
  }

  void sent() {
    sent++;
  }

  void reached(Measure measure, long latency) {
    switch (measure) {
      case ANSWERED -> answered++;
      case COMMITTED -> committed++;
      default -> {
        // A step on the way that only has a time.
      }
    }
    take(measure, latency);
  }

  void succeeded(long latency, long service) {
    succeeded++;
    take(Measure.ENDED, latency);
    take(Measure.SERVICE, service);
  }

  void failed(String reason, long count) {
    failed += count;
    because(reason, count);
  }

  private void take(Measure measure, long nanos) {
    times.computeIfAbsent(measure, any -> new Samples()).record(nanos);
  }

  private void because(String reason, long count) {
    if (reasons.isEmpty()) {
      reasons = new TreeMap<>();
    }
    boolean isKept = reasons.containsKey(reason) || kept < MOST_REASONS;
    if (isKept && !reason.equals(OTHER) && !reasons.containsKey(reason)) {
      kept++;
    }
    reasons.merge(isKept ? reason : OTHER, count, Long::sum);
  }

  /** Adds all that another has counted. */
  void add(Tally other) {
    intended += other.intended;
    sent += other.sent;
    answered += other.answered;
    committed += other.committed;
    succeeded += other.succeeded;
    failed += other.failed;
    other.reasons.forEach(this::because);
    other.times.forEach(
        (measure, samples) -> times.computeIfAbsent(measure, any -> new Samples()).add(samples));
  }

  /** What has been counted, without times. */
  Figures counts() {
    return figures(Map.of());
  }

  /** What has been counted, and what the times come to. */
  Figures figures() {
    Map<Measure, Percentiles> percentiles = new EnumMap<>(Measure.class);
    times.forEach((measure, samples) -> percentiles.put(measure, samples.percentiles()));
    return figures(percentiles);
  }

  private Figures figures(Map<Measure, Percentiles> percentiles) {
    return new Figures(
        intended, sent, answered, committed, succeeded, failed, reasons, percentiles);
  }
}
