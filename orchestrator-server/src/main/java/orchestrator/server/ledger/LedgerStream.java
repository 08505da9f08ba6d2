package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LoggedEvent;
import org.hyperledger.fabric.protos.common.Block;

/**
 * One subscriber's walk through a channel's blocks. Keeps nothing but its place, so a subscriber
 * that does not read costs no memory and delays nobody; one that has caught up costs no thread.
 *
 * <p>Blocks come from memory, or else from the peer, one at a time and only until memory has the
 * next one. A peer that goes away is tried again: the stream does not end for that.
 */
final class LedgerStream implements EventStream {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ChannelBlocks blocks;
  private final String chaincode;
  private final EventSink sink;
  private final Executor senders;
  private final ScheduledExecutorService replayers;
  private final BlockReader reader;
  private final AtomicInteger wanted = new AtomicInteger();
  private Position position;
  private volatile boolean cancelled;

  /**
   * A stream that has sent nothing yet.
   *
   * @param position where it begins
   * @param senders sends what is in memory
   * @param replayers reads what is not
   */
  LedgerStream(
      ChannelBlocks blocks,
      String chaincode,
      Position position,
      EventSink sink,
      Executor senders,
      ScheduledExecutorService replayers) {
    this.blocks = blocks;
    this.chaincode = chaincode;
    this.position = position;
    this.sink = sink;
    this.senders = senders;
    this.replayers = replayers;
    this.reader = new BlockReader(blocks.view());
  }

  @Override
  public void resume() {
    // One task at a time; whoever asks meanwhile makes it look once more.
    if (!cancelled && sink.isReady() && wanted.getAndIncrement() == 0) {
      senders.execute(this::send);
    }
  }

  /** Sends what is in memory; leaves what is not to a thread that may wait for the peer. */
  private void send() {
    int seen;
    do {
      seen = wanted.get();
      try {
        sendKnown();
        if (isReady() && blocks.isOlder(position.block())) {
          replayers.execute(this::replay);
          return;
        }
      } catch (RejectedExecutionException e) {
        cancel();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  private void sendKnown() {
    Optional<BlockEvents> known = blocks.at(position.block());
    while (known.isPresent() && send(known.get())) {
      known = blocks.at(position.block());
    }
  }

  private void replay() {
    try {
      reader.read(position.block(), this::sendOld);
    } catch (LedgerException e) {
      if (!cancelled) {
        later();
      }
      return;
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    send();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What it throws, it tells the subscriber.
  private void later() {
    try {
      replayers.schedule(this::replay, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      cancel();
    }
  }

  private boolean sendOld(Block block) {
    return send(BlockParser.parse(block)) && blocks.isOlder(position.block());
  }

  /** Sends what the subscriber does not have of a block; false if it does not take all. */
  private boolean send(BlockEvents block) {
    ChaincodeEvents events = block.of(chaincode);
    for (LoggedEvent event : events.after(position.last())) {
      if (!isReady()) {
        return false;
      }
      sink.send(event);
      position = new Position(block.number(), event.id());
    }
    events
        .fault()
        .ifPresent(
            fault -> {
              throw fault;
            });
    position = Position.before(block.number() + 1);
    return isReady();
  }

  private boolean isReady() {
    return !cancelled && sink.isReady();
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
