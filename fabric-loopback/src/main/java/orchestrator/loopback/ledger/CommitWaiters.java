package orchestrator.loopback.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who wait for transactions that they are committed. */
final class CommitWaiters {
  private final Map<String, CompletableFuture<CommittedTransaction>> waiting =
      new ConcurrentHashMap<>();

  /** Someone who waits until told or until it cancels, which the others do not notice. */
  CompletableFuture<CommittedTransaction> add(String id) {
    return waiting.computeIfAbsent(id, key -> new CompletableFuture<>()).copy();
  }

  /** Tells those who wait for a transaction that is there now. */
  void tell(CommittedTransaction transaction) {
    CompletableFuture<CommittedTransaction> waiters = waiting.remove(transaction.id());
    if (waiters != null) {
      waiters.complete(transaction);
    }
  }
}
