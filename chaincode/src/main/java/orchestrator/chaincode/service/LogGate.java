package orchestrator.chaincode.service;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hands on at most one log line a second of each kind of warnings and errors: the shim says one for
 * each transaction that it answers with an error, and callers make those. What was left out is
 * counted, and told with the next line of its kind, when none has come for a while, or at the end.
 */
public final class LogGate extends Handler {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_KINDS = 256;

  private final Handler next;
  private final LongSupplier nanos;
  private final Map<Kind, Lines> kinds = new HashMap<>();

  /** The messages have the transaction's id in them, so they make no kind. */
  private record Kind(String logger, Level level, String fault) {
    static Kind of(LogRecord line) {
      return new Kind(
          String.valueOf(line.getLoggerName()),
          line.getLevel(),
          line.getThrown() == null ? "" : line.getThrown().getClass().getName());
    }
  }

  /** The lines of a kind: when the last one was handed on, and how many have come since. */
  private static final class Lines {
    private LogRecord latest;
    private long handedOn;
    private long leftOut;

    private Lines(LogRecord latest, long handedOn) {
      this.latest = latest;
      this.handedOn = handedOn;
    }
  }

  LogGate(Handler next, LongSupplier nanos) {
    this.next = next;
    this.nanos = nanos;
    super.setLevel(Level.ALL);
  }

  /** Puts a gate before each handler of the process. */
  public static void install() {
    Logger root = Logger.getLogger("");
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "log-gate");
              thread.setDaemon(true);
              return thread;
            });
    for (Handler handler : root.getHandlers()) {
      LogGate gate = new LogGate(handler, System::nanoTime);
      root.removeHandler(handler);
      root.addHandler(gate);
      var unused = looking.scheduleWithFixedDelay(gate::tellOfQuietKinds, 1, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() < Level.WARNING.intValue()) {
      next.publish(line);
      return;
    }
    long before = leftOutBefore(line);
    if (before > 0) {
      line.setMessage(line.getMessage() + " [" + before + " like it left out]");
    }
    if (before >= 0) {
      next.publish(line);
    }
  }

  /** How many lines were left out since the one before this; negative if this one is too. */
  private synchronized long leftOutBefore(LogRecord line) {
    long now = nanos.getAsLong();
    Kind kind = Kind.of(line);
    if (!kinds.containsKey(kind) && kinds.size() >= MAX_KINDS) {
      kind = new Kind("", line.getLevel(), "");
    }
    Lines lines = kinds.get(kind);
    if (lines == null) {
      kinds.put(kind, new Lines(line, now));
      return 0;
    }
    if (now - lines.handedOn < PERIOD_NANOS) {
      lines.latest = line;
      lines.leftOut++;
      return -1;
    }
    long before = lines.leftOut;
    lines.leftOut = 0;
    lines.handedOn = now;
    return before;
  }

  /** Tells what was left out of kinds whose next line was due a while ago. */
  synchronized void tellOfQuietKinds() {
    tell(2 * PERIOD_NANOS);
  }

  private synchronized void tell(long quietNanos) {
    long now = nanos.getAsLong();
    Iterator<Lines> all = kinds.values().iterator();
    while (all.hasNext()) {
      Lines lines = all.next();
      if (now - lines.handedOn < quietNanos) {
        continue;
      }
      if (lines.leftOut == 0) {
        all.remove();
      } else {
        LogRecord summary =
            new LogRecord(
                lines.latest.getLevel(),
                "[" + lines.leftOut + " like it left out] " + lines.latest.getMessage());
        summary.setLoggerName(lines.latest.getLoggerName());
        lines.leftOut = 0;
        lines.handedOn = now;
        next.publish(summary);
      }
    }
  }

  @Override
  public void flush() {
    next.flush();
  }

  @Override
  public void close() {
    tell(0);
    next.close();
  }

  // The shim sets these of each handler that it finds.

  @Override
  public synchronized void setFormatter(Formatter formatter) {
    next.setFormatter(formatter);
  }

  @Override
  public synchronized void setLevel(Level level) {
    next.setLevel(level);
  }
}
