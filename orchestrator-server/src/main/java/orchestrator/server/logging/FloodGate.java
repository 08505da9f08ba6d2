package orchestrator.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * Hands on at most one line a second of each kind of warnings and errors, whoever says them:
 * callers make most of them. What was left out is counted, and told with the next line of its kind,
 * or by a line of its own when none has come for a while, or at the end. Lines of other levels
 * pass: those of INFO come from no caller, and those of DEBUG are asked for.
 */
final class FloodGate extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** The key of an event's value that says how many lines before it were left out. */
  static final String LEFT_OUT = "left out";

  /** More kinds at the same time than the code has, by far. */
  private static final int MAX_KINDS = 512;

  private static final int LONGEST_CITATION = 200;
  private static final long TICK_MILLIS = 500;
  private static final LongAdder LEFT_OUT_EVER = new LongAdder();

  private final Appender<ILoggingEvent> next;
  private final LongSupplier nanos;
  private final Map<LineKind, Lines> kinds = new HashMap<>();

  /** Remembers of a kind's lines when the last one was handed on, and how many have come since. */
  private static final class Lines {
    private ILoggingEvent latest;
    private long handedOn;
    private long leftOut;

    private Lines(ILoggingEvent latest, long handedOn) {
      this.latest = latest;
      this.handedOn = handedOn;
    }
  }

  /**
   * A gate before another appender.
   *
   * @param nanos a clock that never goes back
   */
  FloodGate(Appender<ILoggingEvent> next, LongSupplier nanos) {
    this.next = next;
    this.nanos = nanos;
  }

  /** How many lines were left out in this process. */
  static long leftOutEver() {
    return LEFT_OUT_EVER.sum();
  }

  @Override
  public void start() {
    LoggerContext context = (LoggerContext) getContext();
    context.addScheduledFuture(
        context
            .getScheduledExecutorService()
            .scheduleWithFixedDelay(
                this::tellOfQuietKinds, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      next.doAppend(event);
      return;
    }
    long before = leftOutBefore(event);
    if (before > 0 && event instanceof LoggingEvent line) {
      line.addKeyValuePair(new KeyValuePair(LEFT_OUT, before));
    }
    if (before >= 0) {
      next.doAppend(event);
    }
  }

  /** How many lines were left out since the one before this; negative if this one is too. */
  private synchronized long leftOutBefore(ILoggingEvent event) {
    long now = nanos.getAsLong();
    LineKind kind = LineKind.of(event);
    if (!kinds.containsKey(kind) && kinds.size() >= MAX_KINDS) {
      forget(now);
      kind = kinds.size() >= MAX_KINDS ? LineKind.other(event.getLevel()) : kind;
    }
    Lines lines = kinds.get(kind);
    if (lines == null) {
      kinds.put(kind, new Lines(event, now));
      return 0;
    }
    if (now - lines.handedOn < kind.period().toNanos()) {
      lines.latest = event;
      lines.leftOut++;
      LEFT_OUT_EVER.increment();
      return -1;
    }
    long before = lines.leftOut;
    lines.leftOut = 0;
    lines.handedOn = now;
    return before;
  }

  /** Forgets the kinds of which nothing is to be told and a line would be handed on. */
  private void forget(long now) {
    kinds
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().leftOut == 0
                    && now - entry.getValue().handedOn >= entry.getKey().period().toNanos());
  }

  /** Tells what was left out of kinds whose next line was due a while ago. */
  void tellOfQuietKinds() {
    tell(2);
  }

  /** Tells all that was left out and not told yet. */
  void tellAll() {
    tell(0);
  }

  private void tell(int periods) {
    taken(periods).forEach(next::doAppend);
  }

  private synchronized List<ILoggingEvent> taken(int periods) {
    long now = nanos.getAsLong();
    List<ILoggingEvent> summaries = new ArrayList<>();
    Iterator<Map.Entry<LineKind, Lines>> all = kinds.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<LineKind, Lines> entry = all.next();
      Lines lines = entry.getValue();
      if (now - lines.handedOn >= periods * entry.getKey().period().toNanos()) {
        if (lines.leftOut == 0) {
          all.remove();
        } else {
          summaries.add(summary(lines));
          lines.leftOut = 0;
          lines.handedOn = now;
        }
      }
    }
    return summaries;
  }

  private ILoggingEvent summary(Lines lines) {
    String text = String.valueOf(lines.latest.getFormattedMessage());
    String cited =
        text.length() <= LONGEST_CITATION ? text : text.substring(0, LONGEST_CITATION) + "…";
    LoggingEvent line =
        new LoggingEvent(
            FloodGate.class.getName(),
            ((LoggerContext) getContext()).getLogger(lines.latest.getLoggerName()),
            lines.latest.getLevel(),
            "[{} like it left out] {}",
            null,
            new Object[] {lines.leftOut, cited});
    line.setMDCPropertyMap(Map.of());
    return line;
  }

  @Override
  public void stop() {
    tellAll();
    super.stop();
    next.stop();
  }
}
