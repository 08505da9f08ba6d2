package orchestrator.scenario.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what became of transactions: those of a second, a step, a node or a whole run.
 *
 * @param intended how many were due
 * @param sent how many were handed to a node's proxy
 * @param answered how many somebody answered
 * @param committed how many are known to be in the chain's state
 * @param succeeded how many ended well
 * @param failed how many ended otherwise, sent or not
 * @param reasons why, and how often; above 20 they are counted together as {@code other}
 * @param times what they took, for each measure of which there is a time
 */
public record Figures(
    long intended,
    long sent,
    long answered,
    long committed,
    long succeeded,
    long failed,
    SortedMap<String, Long> reasons,
    Map<Measure, Percentiles> times) {
  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, new TreeMap<>(), Map.of());

  /** Copies the maps. */
  public Figures {
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    Map<Measure, Percentiles> copy = new EnumMap<>(Measure.class);
    copy.putAll(times);
    times = Collections.unmodifiableMap(copy);
  }

  /** How many were due and have not ended: they wait, or are under way. */
  public long underWay() {
    return intended - succeeded - failed;
  }

  /** What was measured of this; empty if nothing was. */
  public Optional<Percentiles> time(Measure measure) {
    return Optional.ofNullable(times.get(measure));
  }

  /** These counts with the times of others. */
  Figures withTimesOf(Figures others) {
    return new Figures(
        intended, sent, answered, committed, succeeded, failed, reasons, others.times);
  }

  /** These with the most frequent reasons; the rest are counted together. */
  Figures withFewReasons() {
    SortedMap<String, Long> few = new TreeMap<>();
    reasons.entrySet().stream()
        .filter(reason -> !reason.getKey().equals(Tally.OTHER))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(Tally.MOST_REASONS)
        .forEach(reason -> few.put(reason.getKey(), reason.getValue()));
    long rest = sum(reasons) - sum(few);
    if (rest > 0) {
      few.put(Tally.OTHER, rest);
    }
    return new Figures(intended, sent, answered, committed, succeeded, failed, few, times);
  }

  private static long sum(SortedMap<String, Long> reasons) {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The sum of two. Percentiles do not add: of a measure that both have, the median is that of
   * whichever has more transactions, and the others are the greater, which says too much rather
   * than too little.
   */
  Figures plus(Figures other) {
    SortedMap<String, Long> sum = new TreeMap<>(reasons);
    other.reasons.forEach((reason, times) -> sum.merge(reason, times, Long::sum));
    Map<Measure, Percentiles> both = new EnumMap<>(Measure.class);
    both.putAll(times);
    boolean isLess = succeeded < other.succeeded;
    other.times.forEach(
        (measure, theirs) ->
            both.merge(
                measure,
                theirs,
                (one, two) ->
                    new Percentiles(
                        isLess ? two.p50() : one.p50(),
                        Math.max(one.p99(), two.p99()),
                        Math.max(one.max(), two.max()))));
    return new Figures(
        intended + other.intended,
        sent + other.sent,
        answered + other.answered,
        committed + other.committed,
        succeeded + other.succeeded,
        failed + other.failed,
        sum,
        both);
  }
}
