package orchestrator.server.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether files are still those that a server has opened. Once one of them is not, the server
 * has lost its folder for ever: whatever has the names now belongs to somebody else.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final String folder;
  private final List<NamedFile> always;
  private final List<NamedFile> files = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "data-folder");
  private volatile boolean lost;

  /**
   * A watch over no files so far.
   *
   * @param folder as the log names it
   */
  public FolderWatch(String folder) {
    this(folder, List.of());
  }

  /**
   * A watch over files.
   *
   * @param folder as the log names it
   * @param always are looked at whenever others are
   */
  FolderWatch(String folder, List<NamedFile> always) {
    this.folder = folder;
    this.always = always;
    thread.setDaemon(true);
  }

  /** From now on the files are looked at without being asked too, so that the log tells soon. */
  void start() {
    thread.start();
  }

  private void run() {
    while (!isClosedWithin(PERIOD) && !lost) {
      isKept();
    }
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /**
   * Watches more files.
   *
   * @param whenLost is run once when any file has been lost
   */
  void add(List<NamedFile> more, Runnable whenLost) {
    files.addAll(more);
    listeners.add(whenLost);
  }

  /** Watches no longer what has been closed. */
  void remove(List<NamedFile> fewer, Runnable whenLost) {
    files.removeAll(fewer);
    listeners.remove(whenLost);
  }

  /** Whether all is in its place now. */
  public boolean isKept() {
    try {
      require(files);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /** Whether it is known that something is not in its place any more. */
  boolean isLost() {
    return lost;
  }

  /**
   * Lets only those on whose files are in their places.
   *
   * @param those which ones, beside those that are always looked at
   * @throws FolderLostException if one is not
   * @throws StorageException if nobody can tell now
   */
  void require(List<NamedFile> those) {
    requireNotLost();
    requireSame(always);
    requireSame(those);
  }

  /**
   * Looks at no file, and goes by what is known.
   *
   * @throws FolderLostException if the folder has been lost
   */
  void requireNotLost() {
    if (lost) {
      throw lost();
    }
  }

  private void requireSame(List<NamedFile> those) {
    for (NamedFile file : those) {
      try {
        if (!file.isSame()) {
          throw lose(file + " has been removed or replaced");
        }
      } catch (IOException e) {
        throw new StorageException(file + " cannot be looked at: " + e.getMessage(), e);
      }
    }
  }

  /** Gives the folder up; for who has found a sign of that elsewhere. */
  FolderLostException lose(String why) {
    lost = true;
    if (told.compareAndSet(false, true)) {
      LOG.error("{}: {}", lost().getMessage(), why);
      listeners.forEach(FolderWatch::tell);
    }
    return lost();
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("the loss of the data folder could not be told", e);
    }
  }

  private FolderLostException lost() {
    return new FolderLostException(
        "data folder "
            + folder
            + " has been taken from this server, which does nothing more until it is started"
            + " again");
  }

  /** Looks no more by itself. */
  @Override
  public void close() {
    closed.countDown();
  }
}
