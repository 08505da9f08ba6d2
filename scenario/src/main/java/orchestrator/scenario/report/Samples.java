package orchestrator.scenario.report;

import java.util.Arrays;
import org.HdrHistogram.PackedHistogram;

/**
 * Holds times of which percentiles are asked: each of them while they are few, and a histogram that
 * is exact to a hundredth after that. A settings file may have a hundred thousand steps of one
 * transaction each, and a histogram takes a thousand bytes at least. For one thread at a time.
 */
final class Samples {
  private static final int FEW = 64;
  private static final int DIGITS = 2;

  /** Microseconds; whatever took longer counts as this. */
  private static final long LONGEST = 3_600_000_000L;

  private long[] few = new long[2];
  private int count;
  private long longest;
  private PackedHistogram[] many = {};

  /** Adds a time; less than none counts as none. */
  void record(long nanos) {
    add(Math.max(0, Math.min(LONGEST, Math.round(nanos / 1000.0))));
  }

  private void add(long micros) {
    longest = Math.max(longest, micros);
    if (many.length == 0 && count == FEW) {
      useHistogram();
    }
    if (many.length > 0) {
      many[0].recordValue(micros);
      return;
    }
    if (count == few.length) {
      few = Arrays.copyOf(few, count * 2);
    }
    few[count++] = micros;
  }

  private void useHistogram() {
    PackedHistogram histogram = new PackedHistogram(LONGEST, DIGITS);
    for (int i = 0; i < count; i++) {
      histogram.recordValue(few[i]);
    }
    many = new PackedHistogram[] {histogram};
    few = new long[0];
  }

  /** Adds all times of others. */
  void add(Samples others) {
    if (others.many.length == 0) {
      for (int i = 0; i < others.count; i++) {
        add(others.few[i]);
      }
      return;
    }
    if (many.length == 0) {
      useHistogram();
    }
    many[0].add(others.many[0]);
    longest = Math.max(longest, others.longest);
  }

  /** What they come to. There is at least one. */
  Percentiles percentiles() {
    if (many.length > 0) {
      return new Percentiles(
          millis(Math.min(longest, many[0].getValueAtPercentile(50))),
          millis(Math.min(longest, many[0].getValueAtPercentile(99))),
          millis(longest));
    }
    long[] sorted = Arrays.copyOf(few, count);
    Arrays.sort(sorted);
    return new Percentiles(millis(at(sorted, 50)), millis(at(sorted, 99)), millis(longest));
  }

  private static long at(long[] sorted, int percent) {
    return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
  }

  private static double millis(long micros) {
    return micros / 1000.0;
  }
}
