package orchestrator.server.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many connections there are. Where there is no place for a new one, those are to be cut
 * that have not called yet, or not for a while: so who calls is served, however many do not.
 *
 * <p>For the one thread that accepts, but for {@link #left}.
 */
final class ConnectionLimit {
  /** What a peer may take from its connection to its first call, with a TLS handshake between. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** After which a connection without a call gives way; its client makes a new one. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  /**
   * Looking at all connections for each new one would take the thread that accepts all its time.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * The transport's and TLS's own, which nothing else counts: half a frame, half a header block.
   */
  private static final long BYTES = 64 << 10;

  /** With less a server is of no use, however little memory it has. */
  private static final long LEAST = 128;

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private long looked = System.nanoTime() - PAUSE.toNanos();

  ConnectionLimit(int most) {
    this.most = most;
  }

  /**
   * As many as are wanted, if a quarter of the direct memory and half of the files that the process
   * may open are enough for them: the storage needs files too.
   */
  static ConnectionLimit fitting(int wanted, long directMemory) {
    return fitting(wanted, directMemory, files());
  }

  static ConnectionLimit fitting(int wanted, long directMemory, long files) {
    long room = Math.max(LEAST, directMemory / 4 / BYTES);
    int most = (int) Math.max(1, Math.min(wanted, Math.min(room, files / 2)));
    if (most < wanted) {
      LOG.info(
          "at most {} connections may be open: there are {} bytes of direct memory and {} files",
          most,
          directMemory,
          files);
    }
    return new ConnectionLimit(most);
  }

  private static long files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 0
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  int most() {
    return most;
  }

  /** Takes a place for one more; false if there is none. */
  boolean enter() {
    if (open.get() >= most) {
      return false;
    }
    open.incrementAndGet();
    return true;
  }

  /** Gives a place back. */
  void left() {
    open.decrementAndGet();
  }

  /** Which connection is to give way to a new one; none if each of them is in use. */
  Optional<Connection> leastUsed(Collection<Connection> all) {
    long now = System.nanoTime();
    if (idle.isEmpty() && now - looked > PAUSE.toNanos()) {
      looked = now;
      all.stream()
          .filter(ConnectionLimit::isIdle)
          .sorted(
              Comparator.comparing(Connection::hasCalled)
                  .thenComparing(Comparator.comparing(Connection::withoutCall).reversed()))
          .limit(Math.max(1, most / 8))
          .forEach(idle::add);
    }
    Connection next = idle.poll();
    while (next != null && !isIdle(next)) {
      next = idle.poll();
    }
    return Optional.ofNullable(next);
  }

  private static boolean isIdle(Connection connection) {
    return !connection.isLeaving()
        && connection.withoutCall().compareTo(connection.hasCalled() ? IDLE : FRESH) > 0;
  }
}
