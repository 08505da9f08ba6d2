package orchestrator.loopback.gateway;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import orchestrator.loopback.ledger.PeerLedger;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Sends a client what it wants to see of each block, from one on, as fast as the client takes it.
 */
final class BlockStream<T> {
  private final PeerLedger ledger;
  private final long last;
  private final ServerCallStreamObserver<T> client;
  private final Function<Block, Optional<T>> view;
  private final Runnable atEnd;
  private final Executor executor;
  private final Runnable onBlock = this::resume;
  private long next;
  private boolean hasEnded;

  /**
   * A stream that sends nothing before {@link #resume}.
   *
   * @param first the number of the first block
   * @param last the number of the last block
   * @param view what the client wants to see of a block
   * @param atEnd runs after the last block
   */
  BlockStream(
      PeerLedger ledger,
      long first,
      long last,
      ServerCallStreamObserver<T> client,
      Function<Block, Optional<T>> view,
      Runnable atEnd,
      Executor executor) {
    this.ledger = ledger;
    this.next = first;
    this.last = last;
    this.client = client;
    this.view = view;
    this.atEnd = atEnd;
    this.executor = executor;
    ledger.addListener(onBlock);
  }

  /** Sends what is there and was not sent; to be called when the client is ready for more. */
  void resume() {
    executor.execute(this::send);
  }

  /** Sends no more. */
  void stop() {
    ledger.removeListener(onBlock);
  }

  private synchronized void send() {
    while (!hasEnded && next <= last && client.isReady() && !client.isCancelled()) {
      Optional<Block> block = ledger.block(next);
      if (block.isEmpty()) {
        return;
      }
      view.apply(block.get()).ifPresent(client::onNext);
      next++;
    }
    if (next > last && !hasEnded) {
      hasEnded = true;
      stop();
      atEnd.run();
    }
  }
}
