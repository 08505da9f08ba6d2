package orchestrator.http.account;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the accounts of a file, and follows it in a thread of its own: by its content, since a file
 * may be replaced, written in place, or be a link that is turned. A changed file counts once two
 * looks have seen the same, so that none is taken that is half written; one that is wrong changes
 * nothing, and leaves a line in the log.
 */
public final class AccountsWatch implements Supplier<Accounts>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountsWatch.class);
  private static final Duration SETTLING = Duration.ofMillis(100);

  private final AccountsFile file;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "accounts");
  private volatile Accounts present;
  private String taken;
  private String seen;

  /**
   * Reads the file, and follows it from then on.
   *
   * @param interval between two looks; zero for never
   * @throws AccountsException when the file cannot be used; says why
   */
  public AccountsWatch(AccountsFile file, Duration interval) {
    this.file = file;
    this.interval = interval;
    byte[] content = file.content();
    this.taken = fingerprint(content);
    this.seen = taken;
    this.present = AccountsReader.read(file.toString(), content);
    file.warning().ifPresent(LOG::warn);
    if (!interval.isZero()) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** The newest accounts that could be used. */
  @Override
  public Accounts get() {
    return present;
  }

  private void run() {
    try {
      Duration pause = interval;
      while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        boolean settled = look();
        pause = settled || interval.compareTo(SETTLING) < 0 ? interval : SETTLING;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; answers whether the file is as it was at the look before. */
  private boolean look() {
    Optional<byte[]> content = Optional.empty();
    String now;
    try {
      content = Optional.of(file.content());
      now = fingerprint(content.get());
    } catch (AccountsException e) {
      now = e.getMessage();
    }
    if (!now.equals(seen)) {
      seen = now;
      return false;
    }
    if (!now.equals(taken)) {
      taken = now;
      take(content, now);
    }
    return true;
  }

  private void take(Optional<byte[]> content, String trouble) {
    if (content.isEmpty()) {
      complain(trouble);
      return;
    }
    try {
      present = AccountsReader.read(file.toString(), content.get());
      LOG.info("--accounts {} has changed and is taken up", file);
      file.warning().ifPresent(LOG::warn);
    } catch (AccountsException e) {
      complain(e.getMessage());
    }
  }

  private static void complain(String trouble) {
    LOG.warn(
        "the file of --accounts cannot be used, so what it said before stays in use: {}", trouble);
  }

  private static String fingerprint(byte[] content) {
    return Tokens.sha256(content);
  }

  /** Looks no more; what was read stays. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
