package orchestrator.loopback.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.loopback.crypto.Membership;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/**
 * Keeps what one peer has of one channel: blocks, transactions and state. One thread commits, any
 * may read.
 */
public final class PeerLedger {
  private final WorldState state = new WorldState();
  private final BlockValidator validator;
  private final Map<Long, Block> blocks = new ConcurrentHashMap<>();
  private final Map<String, CommittedTransaction> transactions = new ConcurrentHashMap<>();
  private final CommitWaiters waiters = new CommitWaiters();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong height = new AtomicLong();

  public PeerLedger(String channel, Membership membership) {
    this.validator = new BlockValidator(channel, membership, state);
  }

  /** How many blocks there are. */
  public long height() {
    return height.get();
  }

  /** The state after all blocks that are there now. */
  public StateAtHeight state() {
    return state.after(height());
  }

  /** Validates and adds the next block of the channel; whoever waits for it is told. */
  public void commit(Block ordered) {
    long number = ordered.getHeader().getNumber();
    List<BlockValidator.Verdict> verdicts = validator.apply(ordered, transactions::containsKey);
    blocks.put(
        number,
        Blocks.validated(ordered, verdicts.stream().map(BlockValidator.Verdict::code).toList()));
    for (int i = 0; i < verdicts.size(); i++) {
      Height place = new Height(number, i);
      BlockValidator.Verdict verdict = verdicts.get(i);
      verdict
          .transaction()
          .map(t -> new CommittedTransaction(t.id(), place, verdict.code()))
          .ifPresent(t -> transactions.putIfAbsent(t.id(), t));
    }
    height.set(number + 1);
    verdicts.stream()
        .flatMap(verdict -> verdict.transaction().stream())
        .map(transaction -> transactions.get(transaction.id()))
        .forEach(waiters::tell);
    listeners.forEach(Runnable::run);
  }

  /** A block, once it is there. */
  public Optional<Block> block(long number) {
    return number < height() ? Optional.ofNullable(blocks.get(number)) : Optional.empty();
  }

  /** A transaction, once the block is there that it came with first. */
  public Optional<CommittedTransaction> transaction(String id) {
    return Optional.ofNullable(transactions.get(id)).filter(t -> t.height().block() < height());
  }

  /** Completes when the transaction is there; cancel it to wait no longer. */
  public CompletableFuture<CommittedTransaction> awaitTransaction(String id) {
    Optional<CommittedTransaction> before = transaction(id);
    if (before.isPresent()) {
      return CompletableFuture.completedFuture(before.get());
    }
    CompletableFuture<CommittedTransaction> waiter = waiters.add(id);
    // It may have come between the look and the wait.
    transaction(id).ifPresent(waiter::complete);
    return waiter;
  }

  /** Calls back after each block from now on; what is called may not block. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  /** Ends {@link #addListener}. */
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /** The height, and the hashes of the last block and the one before it. */
  public BlockchainInfo information() {
    long count = height();
    BlockchainInfo.Builder information = BlockchainInfo.newBuilder().setHeight(count);
    block(count - 1)
        .map(Block::getHeader)
        .ifPresent(
            header ->
                information
                    .setCurrentBlockHash(Blocks.hash(header))
                    .setPreviousBlockHash(header.getPreviousHash()));
    return information.build();
  }
}
