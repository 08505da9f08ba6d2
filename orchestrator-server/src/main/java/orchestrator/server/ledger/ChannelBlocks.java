package orchestrator.server.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import orchestrator.server.event.BoundedTail;
import orchestrator.server.event.Subscribers;
import orchestrator.server.logging.LogSubject;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the blocks of a channel as one organization's peer has them, and keeps how many there
 * are, the events of the newest ones, and the subscribers to these events.
 */
final class ChannelBlocks implements PeerHeight, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelBlocks.class);

  /** Bytes of events in memory. */
  private static final long MEMORY = 8 << 20;

  /** Blocks that a subscriber is sent at a time. */
  private static final int BATCH = 64;

  private final String channel;
  private final String organization;
  private final BlockSource view;
  private final Subscribers subscribers;
  private final BoundedTail<Long, BlockEvents> recent;
  private final AwaitableHeight height = new AwaitableHeight();
  private final BlockFollower follower;

  private ChannelBlocks(
      String channel, String organization, BlockSource view, long memory, Executor senders) {
    this.channel = channel;
    this.organization = organization;
    this.view = view;
    this.subscribers = new Subscribers(senders);
    this.recent = new BoundedTail<>(-1L, memory, BlockEvents::bytes);
    this.follower = new BlockFollower(toString(), view, this::add);
  }

  /**
   * Begins to follow a peer, which may be away.
   *
   * @param senders wakes the subscribers
   */
  static ChannelBlocks follow(
      String channel, String organization, BlockSource view, Executor senders) {
    return follow(channel, organization, view, MEMORY, senders);
  }

  /** As the other one, with room for so many bytes of events in memory. */
  static ChannelBlocks follow(
      String channel, String organization, BlockSource view, long memory, Executor senders) {
    ChannelBlocks blocks = new ChannelBlocks(channel, organization, view, memory, senders);
    blocks.follower.start();
    return blocks;
  }

  private void add(Block block) {
    BlockEvents events = BlockParser.parse(block);
    events
        .faults()
        .forEach(fault -> LOG.error(LogSubject.of(toString()), "{}: {}", this, fault.getMessage()));
    if (height.get() == 0) {
      recent.startAfter(events.number() - 1);
    }
    recent.add(events.number(), events);
    height.set(events.number() + 1);
    subscribers.wake();
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

  BlockSource view() {
    return view;
  }

  /** Some of the blocks from one on; none at the end; empty if that is no longer in memory. */
  Optional<List<BlockEvents>> from(long number) {
    return recent.after(number - 1, BATCH);
  }

  /** True if a block has to be read from the peer, which has it. */
  boolean isOlder(long number) {
    return !recent.reachesBackTo(number - 1);
  }

  /**
   * The block of a chaincode's event; empty if there is no such event.
   *
   * @throws LedgerException when the peer cannot tell
   */
  OptionalLong blockOf(String chaincode, String eventId) {
    OptionalLong known =
        recent
            .newestFirst()
            .filter(block -> block.of(chaincode).contains(eventId))
            .mapToLong(BlockEvents::number)
            .findFirst();
    return known.isPresent() ? known : view.blockOf(chaincode, eventId);
  }

  /** Those who are sent the events of the blocks. */
  Subscribers subscribers() {
    return subscribers;
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
    subscribers.cancel();
  }
}
