package orchestrator.server.reload;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a value made of files, and follows them.
 *
 * <p>Files are compared by what is made of them, since times and inodes tell too little: a link may
 * be turned, a file may be written in place. What has changed counts once two looks in a row have
 * seen the same, so that nothing is taken that is only half written, or half replaced.
 */
public final class Watched<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
  private static final long REPEAT_MILLIS = Duration.ofHours(1).toMillis();

  /** Holds what one look at the files came to: a value, or what is wrong with them. */
  private record Look<T>(Optional<T> value, String trouble) {}

  private final String what;
  private final Supplier<T> read;
  private final Consumer<T> use;
  private final LongSupplier millis;
  private volatile T present;
  private volatile long taken;
  private volatile boolean inUse = true;
  private Optional<Look<T>> last = Optional.empty();
  private String told = "";
  private long toldAt;

  /**
   * Reads the files now.
   *
   * @param what names the files in log and metrics
   * @param read makes the value of them; values are compared with {@code equals}
   * @param use gets each later value before others see it; when it throws, the old one stays
   * @param millis the time of day
   */
  Watched(String what, Supplier<T> read, Consumer<T> use, LongSupplier millis) {
    this.what = what;
    this.read = read;
    this.use = use;
    this.millis = millis;
    this.present = read.get();
    this.taken = millis.getAsLong();
  }

  /** The newest value that could be used. */
  @Override
  public T get() {
    return present;
  }

  /** Names the files in log and metrics. */
  String what() {
    return what;
  }

  /** When the present value was taken, in milliseconds since 1970. */
  long taken() {
    return taken;
  }

  /** Whether the value is that of the files as they are now. */
  boolean isInUse() {
    return inUse;
  }

  /** Looks at the files once. For one thread. */
  void look() {
    Look<T> seen = seen();
    boolean settled = last.filter(seen::equals).isPresent();
    last = Optional.of(seen);
    if (!settled) {
      return;
    }
    if (seen.value.isEmpty()) {
      complain(seen.trouble);
    } else if (!seen.value.get().equals(present)) {
      take(seen.value.get());
    } else if (!inUse) {
      inUse = true;
      told = "";
      LOG.info("{} can be used again, and has not changed", what);
    }
  }

  private Look<T> seen() {
    try {
      return new Look<>(Optional.of(read.get()), "");
    } catch (RuntimeException | StackOverflowError e) {
      return new Look<>(Optional.empty(), sentence(e));
    }
  }

  private void take(T value) {
    try {
      use.accept(value);
    } catch (RuntimeException e) {
      complain(sentence(e));
      return;
    }
    present = value;
    taken = millis.getAsLong();
    inUse = true;
    told = "";
    LOG.info("{} has changed and is taken up", what);
  }

  private void complain(String trouble) {
    inUse = false;
    long now = millis.getAsLong();
    boolean due = Math.abs(now - toldAt) >= REPEAT_MILLIS;
    if (due || !trouble.equals(told)) {
      told = trouble;
      toldAt = now;
      LOG.warn("{} has changed and cannot be used, so the old one stays in use: {}", what, trouble);
    }
  }

  private static String sentence(Throwable trouble) {
    String message = trouble.getMessage();
    return message == null ? trouble.getClass().getSimpleName() : message;
  }
}
