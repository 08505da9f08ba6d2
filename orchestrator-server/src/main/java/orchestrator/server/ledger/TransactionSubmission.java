package orchestrator.server.ledger;

import java.time.Duration;
import java.util.Optional;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Brings an endorsed transaction to its commit.
 *
 * <p>An answer that is lost is never a reason to do the call again: the same transaction is handed
 * over again, which the peers apply once at most, and the peer is asked for it by its id, until it
 * is known what became of it or time is up. For one thread.
 */
final class TransactionSubmission {
  /** In how many parts of the time a peer is asked, since a question may be lost too. */
  private static final int QUESTIONS = 4;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LedgerPeer peer;
  private final FabricNetwork.Deadlines deadlines;
  private final Transaction transaction;
  private final long start = System.nanoTime();
  private boolean doubtful;

  TransactionSubmission(
      LedgerPeer peer, FabricNetwork.Deadlines deadlines, Transaction transaction) {
    this.peer = peer;
    this.deadlines = deadlines;
    this.transaction = transaction;
  }

  /**
   * Brings it to its end.
   *
   * @return the number of the block that holds it
   * @throws ConflictException when it is in a block and without effect, since others were before it
   * @throws LedgerException UNAVAILABLE when it is not known what became of it, and anything else
   *     when it had no effect
   */
  long commit() {
    boolean accepted = false;
    while (true) {
      accepted = accepted || isAccepted();
      Duration most = accepted ? deadlines.commit() : deadlines.submit();
      Duration left = left(most);
      Optional<Status> known = ask(shorter(left, most.dividedBy(QUESTIONS)));
      if (known.isPresent()) {
        return block(known.get());
      }
      if (left.isZero()) {
        throw LedgerException.unavailable(
            "the ledger has not said in time what became of the call");
      }
      RetryBudget.sleep(PAUSE);
    }
  }

  private Duration left(Duration most) {
    long nanos = most.toNanos() - (System.nanoTime() - start);
    return nanos < 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /** Hands it to the orderer; false when nobody knows whether that has it now. */
  private boolean isAccepted() {
    try {
      peer.submit(transaction);
      return true;
    } catch (SubmitException e) {
      Optional<LedgerException> refused = peer.errors().ofRefused(e);
      // Once it may have been taken, a refusal says nothing of what became of it.
      if (refused.isPresent() && !doubtful) {
        throw refused.get();
      }
      doubtful = true;
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Optional<Status> ask(Duration most) {
    try {
      // A peer answers at once what it knows, however short the time is.
      Duration time = most.compareTo(PAUSE) < 0 ? PAUSE : most;
      return Optional.of(peer.status(transaction.getTransactionId(), time));
    } catch (CommitStatusException e) {
      peer.errors().ofUnknown(e);
      return Optional.empty();
    }
  }

  private static long block(Status status) {
    TxValidationCode code = status.getCode();
    return switch (code) {
      case VALID -> status.getBlockNumber();
      case MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT ->
          throw new ConflictException(
              code.name(),
              new LedgerException(
                  io.grpc.Status.Code.ABORTED,
                  "the call has lost too many conflicts with other calls, try again"));
      default ->
          throw new LedgerException(
              io.grpc.Status.Code.FAILED_PRECONDITION,
              "the peers have refused the transaction: " + code.name());
    };
  }
}
