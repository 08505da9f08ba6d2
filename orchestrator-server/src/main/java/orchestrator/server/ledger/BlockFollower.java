package orchestrator.server.ledger;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Reads each block as the peer commits it, on a thread of its own, from the peer's newest one on,
 * for ever: when the peer goes away it tries again.
 */
final class BlockFollower implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BlockSource view;
  private final BlockReader reader;
  private final Consumer<Block> consumer;
  private final OutageLog outage;
  private final RetryPauses pauses = new RetryPauses();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private OptionalLong newest = OptionalLong.empty();
  private volatile boolean following;

  /**
   * A follower that does nothing before it is started.
   *
   * @param name of what is followed, for log lines and the thread
   * @param consumer gets each block once, in order
   */
  BlockFollower(String name, BlockSource view, Consumer<Block> consumer) {
    this.view = view;
    this.reader = new BlockReader(view);
    this.consumer = consumer;
    this.outage = new OutageLog("new blocks of " + name);
    this.thread = new Thread(this::run, "blocks of " + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** True while the peer gives its blocks, and had given all when it was last asked. */
  boolean isFollowing() {
    return following;
  }

  private void run() {
    do {
      try {
        // Begins with a block that the peer must have: it tells at once whether the peer is there.
        reader.read(newest.orElseGet(this::last), this::take);
      } catch (RuntimeException | Error e) {
        following = false;
        if (closed.getCount() > 0) {
          outage.begin(e);
        }
      }
    } while (!isClosedWithin(pauses.next()));
  }

  private long last() {
    return Math.max(0, view.height() - 1);
  }

  private boolean take(Block block) {
    long number = block.getHeader().getNumber();
    if (newest.isEmpty() || number > newest.getAsLong()) {
      consumer.accept(block);
      newest = OptionalLong.of(number);
    }
    pauses.reset();
    outage.end();
    following = true;
    return true;
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Only close() interrupts this thread.
      return true;
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed.countDown();
    reader.stop();
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
