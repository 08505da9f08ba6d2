package orchestrator.executor.engine;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import orchestrator.executor.Execution;
import orchestrator.executor.Run;
import orchestrator.executor.Work;
import orchestrator.executor.WorkResult;

/**
 * Waits, and puts out when it was done: {@code result} is the node's name, an underscore and the
 * seconds since 1970. It waits for 0 to 999 ms, by chance, or as the last argument {@code seconds=}
 * or {@code milliseconds=} says; other arguments mean nothing here.
 */
public final class SleepDriver implements Driver {
  /** The longest that somebody may ask for: 365 days. */
  private static final BigDecimal MOST = BigDecimal.valueOf(365L * 86_400_000);

  private final ScheduledExecutorService timers;
  private final InstantSource clock;
  private final IntSupplier chance;

  /**
   * Sleeps without a thread.
   *
   * @param chance gives milliseconds from 0 to 999
   */
  public SleepDriver(ScheduledExecutorService timers, InstantSource clock, IntSupplier chance) {
    this.timers = timers;
    this.clock = clock;
    this.chance = chance;
  }

  @Override
  public String engine() {
    return "sleep";
  }

  @Override
  public Execution start(Work work) {
    long milliseconds;
    try {
      milliseconds = milliseconds(work);
    } catch (IllegalArgumentException e) {
      return Execution.ended(WorkResult.failed(work, e.getMessage(), ""));
    }
    Run run = new Run(work);
    Future<?> timer = timers.schedule(() -> wake(run), milliseconds, TimeUnit.MILLISECONDS);
    run.onCancel(
        () -> {
          timer.cancel(false);
          run.endCanceled();
        });
    return run;
  }

  private void wake(Run run) {
    Work work = run.work();
    Map<String, String> outputs = new TreeMap<>(work.outputs());
    outputs.put("result", work.name() + "_" + clock.instant().getEpochSecond());
    run.succeed(outputs, "");
  }

  private long milliseconds(Work work) {
    long milliseconds = -1;
    for (String argument : work.arguments()) {
      if (argument.startsWith("seconds=")) {
        milliseconds = parse(argument, 1000);
      } else if (argument.startsWith("milliseconds=")) {
        milliseconds = parse(argument, 1);
      }
    }
    return milliseconds >= 0 ? milliseconds : chance.getAsInt();
  }

  private static long parse(String argument, int scale) {
    try {
      String number = argument.substring(argument.indexOf('=') + 1).strip();
      // An exponent could ask for a number of a billion digits.
      if (number.length() > 20 || !number.matches("[0-9.]+")) {
        throw new NumberFormatException(number);
      }
      BigDecimal milliseconds = new BigDecimal(number).multiply(BigDecimal.valueOf(scale));
      if (milliseconds.compareTo(MOST) > 0) {
        throw new NumberFormatException(number);
      }
      return milliseconds.longValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the argument " + argument + " must be a number from 0 to a year", e);
    }
  }
}
