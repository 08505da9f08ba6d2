package orchestrator.scenario.proxy.fabric;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Sends transactions through the gateway of one peer. */
final class FabricProxy implements Proxy {
  /** Whoever asks waits a second. */
  private static final Duration LIVELY = Duration.ofMillis(900);

  /** The chaincode that every peer has, for questions about its blocks. */
  private static final String BLOCKS = "qscc";

  private final GatewayPeer peer;
  private final FabricOptions options;

  FabricProxy(GatewayPeer peer, FabricOptions options) {
    this.peer = peer;
    this.options = options;
  }

  @Override
  public boolean isAlive() {
    Proposal question = peer.propose(BLOCKS, "GetChainInfo", options.channel());
    return peer.answers(question, LIVELY).join();
  }

  @Override
  public CompletionStage<?> transact(Transaction transaction) {
    Proposal proposal =
        peer.propose(
            options.chaincode(), options.function(), options.arguments().fill(transaction));
    return switch (options.goal()) {
      case EVALUATE -> peer.evaluate(proposal).thenRun(() -> transaction.reached(Phase.ANSWERED));
      case ORDER -> order(transaction, proposal);
      case COMMIT -> commit(transaction, proposal);
    };
  }

  private CompletableFuture<Void> order(Transaction transaction, Proposal proposal) {
    return endorse(transaction, proposal)
        .thenCompose(endorsed -> submit(transaction, proposal, endorsed));
  }

  private CompletableFuture<Void> commit(Transaction transaction, Proposal proposal) {
    return endorse(transaction, proposal)
        .thenCompose(
            endorsed ->
                submit(transaction, proposal, endorsed)
                    .thenApply(nothing -> Optional.<Throwable>empty())
                    .exceptionally(Optional::of)
                    .thenCompose(failure -> outcome(proposal, failure)))
        .thenAccept(code -> ended(transaction, code));
  }

  /** What became of a transaction; one whose submission has failed may have been taken anyway. */
  private CompletableFuture<TxValidationCode> outcome(
      Proposal proposal, Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      return peer.outcome(proposal.getTransactionId());
    }
    FailedStepException refusal = FailedStepException.from(failure.get());
    if (!refusal.isDoubtful()) {
      return CompletableFuture.failedFuture(refusal);
    }
    return peer.outcome(proposal.getTransactionId())
        .exceptionallyCompose(unknown -> CompletableFuture.failedFuture(refusal));
  }

  private static void ended(Transaction transaction, TxValidationCode code) {
    // It has not been before when the answer to the submission was lost.
    transaction.reached(Phase.ANSWERED);
    if (code != TxValidationCode.VALID) {
      throw new FailedStepException("the peers found the transaction invalid: " + code);
    }
    transaction.reached(Phase.COMMITTED);
  }

  private CompletableFuture<Envelope> endorse(Transaction transaction, Proposal proposal) {
    return peer.endorse(proposal)
        .whenComplete(
            (endorsed, failure) -> {
              if (failure == null) {
                transaction.reached(Phase.ENDORSED);
              }
            });
  }

  private CompletableFuture<Void> submit(
      Transaction transaction, Proposal proposal, Envelope endorsed) {
    return peer.submit(proposal.getTransactionId(), endorsed)
        .thenRun(
            () -> {
              transaction.reached(Phase.ORDERED);
              transaction.reached(Phase.ANSWERED);
            });
  }

  @Override
  public int mostUnderWay() {
    return options.mostUnderWay();
  }

  @Override
  public void close() {
    peer.close();
  }
}
