package orchestrator.scenario.report;

import java.util.Arrays;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Holds times of which percentiles are asked: each of them while they are few, and a histogram that
 * is exact to a hundredth after that. There is one for each step of each node, most of which send
 * little, and a histogram takes six thousand bytes. For one thread at a time.
 */
final class Samples {
  private static final int FEW = 256;
  private static final int DIGITS = 2;

  /** How many an ordinary histogram counts without fear of an overflow. */
  private static final long MANY = 1L << 30;

  /** Microseconds, 35 minutes; whatever took longer counts as this. */
  private static final int LONGEST = Integer.MAX_VALUE;

  private int[] few = new int[2];
  private int count;
  private int longest;
  private AbstractHistogram[] many = {};

  /** Adds a time; less than none counts as none. */
  void record(long nanos) {
    add((int) Math.max(0, Math.min(LONGEST, Math.round(nanos / 1000.0))));
  }

  private void add(int micros) {
    longest = Math.max(longest, micros);
    if (many.length == 0 && count == FEW) {
      useHistogram();
    }
    if (many.length > 0) {
      histogram(1).recordValue(micros);
      return;
    }
    if (count == few.length) {
      few = Arrays.copyOf(few, count * 2);
    }
    few[count++] = micros;
  }

  private void useHistogram() {
    AbstractHistogram histogram = new IntCountsHistogram(DIGITS);
    for (int i = 0; i < count; i++) {
      histogram.recordValue(few[i]);
    }
    many = new AbstractHistogram[] {histogram};
    few = new int[0];
  }

  /** The histogram, with room for more. */
  private AbstractHistogram histogram(long more) {
    if (many[0].getTotalCount() + more > MANY && many[0] instanceof IntCountsHistogram) {
      AbstractHistogram wide = new Histogram(DIGITS);
      wide.add(many[0]);
      many[0] = wide;
    }
    return many[0];
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
    histogram(others.many[0].getTotalCount()).add(others.many[0]);
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
    int[] sorted = Arrays.copyOf(few, count);
    Arrays.sort(sorted);
    return new Percentiles(millis(at(sorted, 50)), millis(at(sorted, 99)), millis(longest));
  }

  private static int at(int[] sorted, int percent) {
    return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
  }

  private static double millis(long micros) {
    return micros / 1000.0;
  }
}
