package orchestrator.server.ledger;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import orchestrator.lib.error.ErrorCode;
import orchestrator.lib.error.Errors;
import orchestrator.lib.operation.Operation;
import orchestrator.server.call.CallContext;
import org.hyperledger.fabric.client.Transaction;

/** Runs calls on one channel of the ledger, each in the thread that asks for it. */
final class LedgerCalls {
  private final LedgerChannel channel;
  private final FabricNetwork fabric;
  private final Duration retryBudget;
  private final LedgerMetrics metrics;

  LedgerCalls(
      LedgerChannel channel, FabricNetwork fabric, Duration retryBudget, LedgerMetrics metrics) {
    this.channel = channel;
    this.fabric = fabric;
    this.retryBudget = retryBudget;
    this.metrics = metrics;
  }

  /**
   * Asks the caller's peer, which has by then all that this server has acknowledged.
   *
   * @throws orchestrator.lib.error.OrchestratorException when the chaincode refuses the call
   * @throws LedgerException when the peer is behind, away, or cannot do it
   */
  <Q, A> A read(CallContext caller, Operation<Q, A> operation, Q request) {
    LedgerPeer peer = channel.of(caller.requester()).peer();
    byte[] argument = bytes(operation.method(), request);
    RetryBudget budget = new RetryBudget(retryBudget);
    while (true) {
      requireHere(caller);
      channel.awaitCaughtUp(caller.requester());
      try {
        return answer(
            operation.method(),
            peer.evaluate(chaincode(caller), operation.method().getFullMethodName(), argument));
      } catch (ConflictException e) {
        again(caller, budget, e);
      }
    }
  }

  /**
   * Makes a transaction of the call, and returns when it is committed. One that loses a conflict is
   * run again, as long as the retry budget lasts.
   *
   * @throws orchestrator.lib.error.OrchestratorException when the chaincode refuses the call
   * @throws LedgerException ABORTED when the budget is spent, UNAVAILABLE when it is not known what
   *     became of the call, and others when the network cannot do it
   */
  <Q, A> A write(CallContext caller, Operation<Q, A> operation, Q request) {
    byte[] argument = bytes(operation.method(), request);
    RetryBudget budget = new RetryBudget(retryBudget);
    while (true) {
      requireHere(caller);
      channel.awaitAllCaughtUp(caller.requester());
      try {
        return answer(
            operation.method(), submit(caller, operation.method().getFullMethodName(), argument));
      } catch (ConflictException e) {
        again(caller, budget, e);
      }
    }
  }

  private byte[] submit(CallContext caller, String function, byte[] argument) {
    LedgerPeer peer = channel.of(caller.requester()).peer();
    Transaction transaction = peer.endorse(chaincode(caller), function, argument);
    long block = new TransactionSubmission(peer, fabric.deadlines(), transaction).commit();
    channel.acknowledge(block, caller.requester());
    return transaction.getResult();
  }

  private void again(CallContext caller, RetryBudget budget, ConflictException conflict) {
    metrics.conflict(caller.channel(), conflict.code());
    if (!budget.pause()) {
      throw conflict.inTheEnd();
    }
    metrics.retry(caller.channel());
  }

  private static void requireHere(CallContext caller) {
    if (caller.gone().getAsBoolean()) {
      throw new CancellationException("the client has gone");
    }
  }

  private String chaincode(CallContext caller) {
    return caller.chaincode().orElse(fabric.chaincode());
  }

  private static <Q> byte[] bytes(MethodDescriptor<Q, ?> method, Q request) {
    try (InputStream stream = method.streamRequest(request)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <A> A answer(MethodDescriptor<?, A> method, byte[] answer) {
    try {
      return method.parseResponse(new ByteArrayInputStream(answer));
    } catch (RuntimeException e) {
      throw Errors.of(ErrorCode.UNREADABLE_DATA, "the chaincode's answer cannot be read");
    }
  }
}
