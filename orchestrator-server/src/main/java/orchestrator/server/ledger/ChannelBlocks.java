package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a channel's blocks as an organization's peer commits them: a thread reads each, for ever,
 * and tries again while the peer is away. Keeps the events of the newest blocks in memory, and
 * wakes the subscribers.
 */
final class ChannelBlocks implements Progress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelBlocks.class);
  private static final int MEMORY_BYTES = 8 << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final String channel;
  private final String organization;
  private final ChannelView view;
  private final Executor senders;
  private final BlockReader reader;
  private final RecentBlocks recent = new RecentBlocks(MEMORY_BYTES);
  private final Set<LedgerStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private volatile long height;
  private volatile boolean following;
  private volatile boolean closed;

  private ChannelBlocks(String channel, String organization, ChannelView view, Executor senders) {
    this.channel = channel;
    this.organization = organization;
    this.view = view;
    this.senders = senders;
    this.reader = new BlockReader(view);
    this.thread = new Thread(this::run, "blocks-" + organization + "-" + channel);
    thread.setDaemon(true);
  }

  /**
   * Begins to follow the blocks.
   *
   * @param senders wakes the subscribers
   */
  static ChannelBlocks follow(
      String channel, String organization, ChannelView view, Executor senders) {
    ChannelBlocks blocks = new ChannelBlocks(channel, organization, view, senders);
    blocks.thread.start();
    return blocks;
  }

  String channel() {
    return channel;
  }

  String organization() {
    return organization;
  }

  ChannelView view() {
    return view;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      long before = height;
      try {
        // The last block tells at once where the channel is.
        long from = before > 0 ? before : Math.max(0, view.height() - 1);
        reader.read(from, this::add);
      } catch (RuntimeException e) {
        lost(e);
      }
      pause = height > before ? FIRST_PAUSE : longer(pause);
      try {
        RetryBudget.sleep(pause);
      } catch (CancellationException e) {
        return;
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void lost(RuntimeException why) {
    if (closed || (!following && height > 0)) {
      return;
    }
    following = false;
    LOG.warn("{} on {}: blocks do not come: {}", organization, channel, why.getMessage());
  }

  private boolean add(Block block) {
    BlockEvents events = BlockParser.parse(block);
    events.faults().forEach(fault -> LOG.error("channel {}: {}", channel, fault.getMessage()));
    if (!following && height > 0) {
      LOG.info("{} on {}: blocks come again", organization, channel);
    }
    following = true;
    recent.add(events);
    lock.lock();
    try {
      height = events.number() + 1;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    wake();
    return !closed;
  }

  private void wake() {
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      senders.execute(
          () -> {
            waking.set(false);
            streams.forEach(LedgerStream::resume);
          });
    }
  }

  /** The events of a block, if it is in memory. */
  Optional<BlockEvents> at(long number) {
    return recent.at(number);
  }

  /** Whether a block has to be read from the peer, which has it. */
  boolean isOlder(long number) {
    return height > 0 && recent.isOlder(number);
  }

  /**
   * The block of a chaincode's event; empty if there is no such event.
   *
   * @throws LedgerException when the peer cannot tell
   */
  OptionalLong blockOf(String chaincode, String eventId) {
    OptionalLong known = recent.blockOf(chaincode, eventId);
    return known.isPresent() ? known : view.blockOf(chaincode, eventId);
  }

  /** Resumes a stream with each new block, until it is removed. */
  void add(LedgerStream stream) {
    streams.add(stream);
  }

  void remove(LedgerStream stream) {
    streams.remove(stream);
  }

  @Override
  public long height() {
    return height;
  }

  @Override
  public boolean awaitHeight(long blocks, Duration most) {
    if (height >= blocks) {
      return true;
    }
    long nanos = most.toNanos();
    lock.lock();
    try {
      while (height < blocks && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return height >= blocks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the server is stopping");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isFollowing() {
    return following;
  }

  @Override
  public void close() {
    closed = true;
    reader.stop();
    thread.interrupt();
  }
}
