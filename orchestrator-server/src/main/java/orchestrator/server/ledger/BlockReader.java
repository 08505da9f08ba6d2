package orchestrator.server.ledger;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Block;

/** Reads blocks from a peer, once or again and again; any thread may end this for good. */
final class BlockReader {
  private final BlockSource view;
  private Optional<CloseableIterator<Block>> open = Optional.empty();
  private boolean stopped;

  BlockReader(BlockSource view) {
    this.view = view;
  }

  /**
   * Reads blocks, and waits for those that the peer does not have yet.
   *
   * @param from the number of the first block
   * @param visitor gets each block, none left out, and tells whether it wants the next one
   * @throws LedgerException when the peer is away, goes away or gives another block than the next
   *     one, and when reading has been stopped; one that does not pass when the peer has later
   *     blocks only
   */
  void read(long from, Predicate<Block> visitor) {
    try (CloseableIterator<Block> blocks = open(from)) {
      long next = from;
      while (visitor.test(next(blocks, next))) {
        next++;
      }
    } finally {
      forget();
    }
  }

  private CloseableIterator<Block> open(long from) {
    CloseableIterator<Block> blocks = told(() -> view.blocks(from));
    synchronized (this) {
      if (stopped) {
        blocks.close();
        throw LedgerException.unavailable("the reading of blocks was stopped");
      }
      open = Optional.of(blocks);
    }
    return blocks;
  }

  private synchronized void forget() {
    open = Optional.empty();
  }

  private Block next(CloseableIterator<Block> blocks, long expected) {
    Block block = told(() -> nextOrNone(blocks, expected));
    long number = block.getHeader().getNumber();
    if (number != expected) {
      throw LedgerException.unavailable("block " + number + " came instead of block " + expected);
    }
    return block;
  }

  private Block nextOrNone(CloseableIterator<Block> blocks, long expected) {
    try {
      return blocks.next();
    } catch (NoSuchElementException e) {
      // A peer that has fewer blocks says the same.
      if (String.valueOf(e.getMessage()).contains("NOT_FOUND") && view.height() > expected) {
        throw LedgerException.lost(expected);
      }
      throw LedgerException.unavailable("the peer ended the stream of blocks")
          .withReason(FailureCauses.fitting(String.valueOf(e.getMessage())));
    }
  }

  /** What the peer gives; what the gateway's library throws is told in the words of this server. */
  private static <T> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (StatusRuntimeException e) {
      throw broken(e.getStatus(), e);
    } catch (GatewayRuntimeException e) {
      throw broken(e.getStatus(), e);
    }
  }

  private static LedgerException broken(Status status, Throwable failure) {
    return LedgerException.unavailable("the stream of blocks broke")
        .withReason(FailureCauses.fitting(FailureCauses.of(status, failure)));
  }

  /** Ends what is being read, in whatever thread, and all later attempts. */
  synchronized void stop() {
    stopped = true;
    open.ifPresent(CloseableIterator::close);
  }
}
