package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.common.Block;

/**
 * One subscriber's walk through the blocks. Keeps nothing but a position, so a subscriber that does
 * not read, or has all, costs no thread and no memory here.
 */
final class LedgerStream implements EventStream {
  /** How long a subscriber may keep a thread that others may wait for. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final ChannelBlocks blocks;
  private final String chaincode;
  private final EventSink sink;
  private final Executor senders;
  private final ReplayPool replays;
  private final BlockReader reader;
  private final Outage outage;
  private final RetryPauses pauses = new RetryPauses();
  private final AtomicInteger wanted = new AtomicInteger();
  private Position position;
  private volatile boolean cancelled;

  /**
   * A stream that has sent nothing yet.
   *
   * @param position where it begins
   * @param senders sends what is in memory
   * @param replays reads and sends what is not
   */
  LedgerStream(
      ChannelBlocks blocks,
      String chaincode,
      Position position,
      EventSink sink,
      Executor senders,
      ReplayPool replays) {
    this.blocks = blocks;
    this.chaincode = chaincode;
    this.position = position;
    this.sink = sink;
    this.senders = senders;
    this.replays = replays;
    this.reader = new BlockReader(blocks.view());
    this.outage = new Outage("old blocks of " + blocks + ", for a subscriber,");
  }

  @Override
  public void resume() {
    // One task at a time, here or in the pool of the replays; whoever asks meanwhile makes it look
    // once more.
    if (wantsMore() && wanted.getAndIncrement() == 0) {
      senders.execute(this::run);
    }
  }

  private boolean wantsMore() {
    return !cancelled && sink.isReady();
  }

  private void run() {
    int seen;
    do {
      seen = wanted.get();
      try {
        sendRecent();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
      if (wantsMore() && blocks.isOlder(position.block())) {
        replays.execute(blocks.organization(), this::replay);
        return;
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  /** Sends from memory, up to the newest block or to one that is no longer there. */
  private void sendRecent() {
    Optional<BlockEvents> block = blocks.at(position.block());
    while (block.isPresent() && wantsMore()) {
      send(block.get());
      block = blocks.at(position.block());
    }
  }

  /** Sends from the peer, up to what is in memory; then the task is that of {@link #run} again. */
  private void replay() {
    long start = System.nanoTime();
    try {
      if (wantsMore()) {
        reader.read(position.block(), block -> sendOld(block, start));
      }
    } catch (LedgerException e) {
      if (!e.mayPass()) {
        fail(e);
      } else if (!cancelled) {
        outage.begin(e);
        replays.executeAfter(pauses.next(), blocks.organization(), this::replay);
        return;
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    senders.execute(this::run);
  }

  private boolean sendOld(Block block, long start) {
    outage.end();
    pauses.reset();
    send(BlockParser.parse(block));
    return wantsMore()
        && blocks.isOlder(position.block())
        && System.nanoTime() - start < TURN.toNanos();
  }

  /** Sends what the subscriber does not have of the block of its position, while it is ready. */
  private void send(BlockEvents block) {
    ChaincodeEvents events = block.of(chaincode);
    for (LoggedEvent event : events.after(position.last())) {
      if (!wantsMore()) {
        return;
      }
      sink.send(event);
      position = new Position(block.number(), event.id());
    }
    if (events.fault().isPresent()) {
      throw events.fault().get();
    }
    position = Position.before(block.number() + 1);
  }

  private void fail(Throwable why) {
    cancel();
    sink.fail(why);
  }

  @Override
  public void cancel() {
    cancelled = true;
    blocks.remove(this);
    reader.stop();
  }
}
