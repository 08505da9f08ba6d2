package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.server.logging.LogSubject;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a channel as one organization's peer has them: how many there are, the events of
 * the newest ones in memory, and the subscribers to these events.
 */
final class ChannelBlocks implements Progress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelBlocks.class);

  /** Bytes of events in memory. */
  private static final long MEMORY = 8 << 20;

  private final String channel;
  private final String organization;
  private final ChannelView view;
  private final Executor senders;
  private final RecentBlocks recent;
  private final BlockHeight height = new BlockHeight();
  private final Set<LedgerStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();
  private final BlockFollower follower;

  private ChannelBlocks(
      String channel, String organization, ChannelView view, long memory, Executor senders) {
    this.channel = channel;
    this.organization = organization;
    this.view = view;
    this.senders = senders;
    this.recent = new RecentBlocks(memory);
    this.follower = new BlockFollower(toString(), view, this::add);
  }

  /**
   * Begins to follow a peer, which may be away.
   *
   * @param senders wakes the subscribers
   */
  static ChannelBlocks follow(
      String channel, String organization, ChannelView view, Executor senders) {
    return follow(channel, organization, view, MEMORY, senders);
  }

  /** As the other one, with room for so many bytes of events in memory. */
  static ChannelBlocks follow(
      String channel, String organization, ChannelView view, long memory, Executor senders) {
    ChannelBlocks blocks = new ChannelBlocks(channel, organization, view, memory, senders);
    blocks.follower.start();
    return blocks;
  }

  private void add(Block block) {
    BlockEvents events = BlockParser.parse(block);
    events
        .faults()
        .forEach(fault -> LOG.error(LogSubject.of(toString()), "{}: {}", this, fault.getMessage()));
    recent.add(events);
    height.set(events.number() + 1);
    wake();
  }

  private void wake() {
    // However many subscribers there are, the follower hands over one task, and none while one
    // waits.
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      senders.execute(
          () -> {
            waking.set(false);
            streams.forEach(LedgerStream::resume);
          });
    }
  }

  @Override
  public long height() {
    return height.get();
  }

  @Override
  public boolean awaitHeight(long blocks, Duration most) {
    return height.await(blocks, most);
  }

  @Override
  public boolean isFollowing() {
    return follower.isFollowing();
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

  /** The events of a block, if it is in memory. */
  Optional<BlockEvents> at(long number) {
    return recent.at(number);
  }

  /** True if a block has to be read from the peer, which has it. */
  boolean isOlder(long number) {
    return recent.isOlder(number);
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
  public String toString() {
    return channel + " at the peer of " + organization;
  }

  /** Ends the thread, and what streams read from the peer. */
  @Override
  public void close() {
    height.close();
    follower.close();
    streams.forEach(LedgerStream::cancel);
  }
}
