package orchestrator.server.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import orchestrator.server.event.EventCursor;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Walks through the blocks of a channel: those in memory in the threads of the senders, older ones
 * in those of the replays, which wait for the peer.
 */
final class BlockCursor implements EventCursor {
  /** How long a replay may keep a thread that others may wait for. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final ChannelBlocks blocks;
  private final String chaincode;
  private final Optional<Executor> senders;
  private final ReplayPool replays;
  private final BlockReader reader;
  private final OutageLog outage;
  private final RetryPauses pauses = new RetryPauses();
  private BlockPosition position;
  private boolean replaying;

  /**
   * A cursor that has sent nothing yet.
   *
   * @param chaincode whose events it sends
   * @param position where it begins
   * @param senders sends what is in memory
   * @param replays reads and sends what is not
   */
  BlockCursor(
      ChannelBlocks blocks,
      String chaincode,
      BlockPosition position,
      Executor senders,
      ReplayPool replays) {
    this.blocks = blocks;
    this.chaincode = chaincode;
    this.position = position;
    this.senders = Optional.of(senders);
    this.replays = replays;
    this.reader = new BlockReader(blocks.view());
    this.outage = new OutageLog("old blocks of " + blocks + ", for a subscriber,");
  }

  @Override
  public Optional<Executor> advance(Outlet outlet) {
    if (replaying) {
      replaying = false;
      return replay(outlet);
    }
    Optional<List<BlockEvents>> recent = blocks.from(position.block());
    if (recent.isEmpty()) {
      return replayIn(replays.of(blocks.organization()));
    }
    for (BlockEvents block : recent.get()) {
      if (!send(block, outlet)) {
        return Optional.empty();
      }
    }
    return recent.get().isEmpty() ? Optional.empty() : senders;
  }

  private Optional<Executor> replayIn(Executor executor) {
    replaying = true;
    return Optional.of(executor);
  }

  /** Sends from the peer, up to what is in memory. */
  private Optional<Executor> replay(Outlet outlet) {
    long start = System.nanoTime();
    try {
      reader.read(
          position.block(),
          block -> sendOld(block, outlet) && System.nanoTime() - start < TURN.toNanos());
    } catch (LedgerException e) {
      if (!e.mayPass()) {
        throw e;
      }
      if (!outlet.isOpen()) {
        return Optional.empty();
      }
      outage.begin(e);
      return replayIn(replays.after(pauses.next(), blocks.organization()));
    }
    return senders;
  }

  /** Sends from a block; true if the next one is wanted, and is not in memory either. */
  private boolean sendOld(Block block, Outlet outlet) {
    outage.end();
    pauses.reset();
    return send(BlockParser.parse(block), outlet) && blocks.isOlder(position.block());
  }

  /** Sends what the subscriber lacks of the block of its position; false if it took not all. */
  private boolean send(BlockEvents block, Outlet outlet) {
    ChaincodeEvents events = block.of(chaincode);
    for (LoggedEvent event : events.after(position.last())) {
      if (!outlet.send(event)) {
        return false;
      }
      position = new BlockPosition(block.number(), event.id());
    }
    if (events.fault().isPresent()) {
      throw events.fault().get();
    }
    position = BlockPosition.before(block.number() + 1);
    return true;
  }

  @Override
  public void stop() {
    reader.stop();
  }
}
