package orchestrator.client.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Records what happened inside the window of the run. What ends outside of it is not counted. */
final class Measurements {
  /** Holds the figures of one thing that was measured, times in milliseconds. */
  record Row(String name, long count, double median, double p99, double longest) {}

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Map<String, Histogram> calls = new ConcurrentHashMap<>();
  private final Map<String, Histogram> observations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private volatile boolean open;

  /** Begins (or, with false, ends) the window. */
  void open(boolean now) {
    open = now;
  }

  /** Records a call that was answered, with the time that it took. */
  void answered(String method, long nanos) {
    record(calls, method, nanos);
  }

  /** Records something that is no call, with the time that it took. */
  void observed(String name, long nanos) {
    record(observations, name, nanos);
  }

  private void record(Map<String, Histogram> histograms, String name, long nanos) {
    if (open) {
      histograms
          .computeIfAbsent(name, any -> new ConcurrentHistogram(SIGNIFICANT_DIGITS))
          .recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }
  }

  /** Records something that failed. */
  void failed(String code) {
    if (open) {
      errors.computeIfAbsent(code, any -> new LongAdder()).increment();
    }
  }

  /** The calls, by method. */
  List<Row> calls() {
    return rows(calls);
  }

  /** What is no call, by name. */
  List<Row> observations() {
    return rows(observations);
  }

  private static List<Row> rows(Map<String, Histogram> histograms) {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(histograms)
        .forEach(
            (name, histogram) ->
                rows.add(
                    new Row(
                        name,
                        histogram.getTotalCount(),
                        millis(histogram.getValueAtPercentile(50)),
                        millis(histogram.getValueAtPercentile(99)),
                        millis(histogram.getMaxValue()))));
    return rows;
  }

  /** How often what failed, by code. */
  SortedMap<String, Long> errors() {
    SortedMap<String, Long> counts = new TreeMap<>();
    errors.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }

  private static double millis(long micros) {
    return micros / 1000.0;
  }
}
