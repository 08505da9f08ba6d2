package orchestrator.loopback.orderer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import orchestrator.loopback.crypto.Membership;
import orchestrator.loopback.ledger.Blocks;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;

/** Keeps the blocks of a channel as they were ordered; peers can always get them, as by gossip. */
public final class Chain {
  private final String channel;
  private final Membership membership;
  private final List<Block> blocks = new ArrayList<>();
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

  /** A new channel with its first block. */
  public Chain(String channel, Membership membership) {
    this.channel = channel;
    this.membership = membership;
    blocks.add(Blocks.first(channel));
  }

  /** The channel's name. */
  public String channel() {
    return channel;
  }

  /** Whose channel it is. */
  Membership membership() {
    return membership;
  }

  /** How many blocks there are. */
  public long height() {
    synchronized (blocks) {
      return blocks.size();
    }
  }

  /** A block that is there. */
  public Block block(long number) {
    synchronized (blocks) {
      return blocks.get(Math.toIntExact(number));
    }
  }

  /** Calls back with the number of each block from now on. */
  public void addListener(LongConsumer listener) {
    listeners.add(listener);
  }

  /** Adds a block of these transactions; one thread at a time. */
  void append(List<Envelope> envelopes) {
    Block next;
    synchronized (blocks) {
      next = Blocks.next(blocks.get(blocks.size() - 1), envelopes);
      blocks.add(next);
    }
    listeners.forEach(listener -> listener.accept(next.getHeader().getNumber()));
  }
}
