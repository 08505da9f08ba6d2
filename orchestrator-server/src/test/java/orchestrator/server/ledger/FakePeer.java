package orchestrator.server.ledger;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Acts as a peer that does as it is told: commits, hangs, breaks its streams, goes away and comes
 * back.
 */
final class FakePeer implements BlockSource {
  private final List<Block> chain = new ArrayList<>();
  private final Set<Stream> streams = new HashSet<>();
  private boolean away;
  private boolean hanging;
  private int lookups;
  private int attempts;
  private int first;

  /** A peer with a channel's first block. */
  FakePeer() {
    chain.add(new BlockFixture(0).configuration().build());
  }

  /** Commits a block, which must be the next one. */
  synchronized void commit(Block block) {
    if (block.getHeader().getNumber() != chain.size()) {
      throw new IllegalArgumentException("the next block is " + chain.size());
    }
    chain.add(block);
    notifyAll();
  }

  /** Commits a block of one transaction with these events. */
  synchronized void commit(String... eventIds) {
    commit(BlockFixture.block(chain.size(), eventIds));
  }

  /** Has no block before this one any more, like a peer that has joined by a snapshot. */
  synchronized void forgetBefore(int block) {
    first = block;
  }

  synchronized void breakStreams() {
    streams.forEach(stream -> stream.broken = true);
    notifyAll();
  }

  synchronized void goAway() {
    away = true;
    breakStreams();
  }

  synchronized void comeBack() {
    away = false;
  }

  /** Gives no block any more, and says nothing. */
  synchronized void hang() {
    hanging = true;
  }

  synchronized void goOn() {
    hanging = false;
    notifyAll();
  }

  /** How many streams of blocks are open. */
  synchronized int streams() {
    return streams.size();
  }

  /** How often it was asked for the block of an event. */
  synchronized int lookups() {
    return lookups;
  }

  /** How often it was asked for anything while it was away. */
  synchronized int attempts() {
    return attempts;
  }

  @Override
  public synchronized long height() {
    answer();
    return chain.size();
  }

  @Override
  public synchronized CloseableIterator<Block> blocks(long from) {
    answer();
    Stream stream = new Stream(from);
    streams.add(stream);
    return stream;
  }

  @Override
  public synchronized OptionalLong blockOf(String chaincode, String eventId) {
    answer();
    lookups++;
    return chain.stream()
        .map(BlockParser::parse)
        .filter(block -> block.of(chaincode).contains(eventId))
        .mapToLong(BlockEvents::number)
        .findFirst();
  }

  private void answer() {
    if (away) {
      attempts++;
      throw LedgerException.unavailable("the peer is away");
    }
  }

  private final class Stream implements CloseableIterator<Block> {
    private long next;
    private boolean broken;
    private boolean closed;

    private Stream(long next) {
      this.next = next;
    }

    @Override
    public boolean hasNext() {
      synchronized (FakePeer.this) {
        try {
          while (!closed && !broken && (hanging || next >= chain.size())) {
            FakePeer.this.wait();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw Status.CANCELLED.asRuntimeException();
        }
        if (broken) {
          throw Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException();
        }
        return !closed;
      }
    }

    @Override
    public Block next() {
      synchronized (FakePeer.this) {
        if (next < first) {
          throw new NoSuchElementException("Unexpected status response: NOT_FOUND");
        }
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return chain.get((int) next++);
      }
    }

    @Override
    public void close() {
      synchronized (FakePeer.this) {
        closed = true;
        streams.remove(this);
        FakePeer.this.notifyAll();
      }
    }
  }
}
