package orchestrator.loopback.gateway;

import io.grpc.Status;
import orchestrator.loopback.ledger.PeerLedger;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;

/** The block with which a stream of events begins. */
final class StartBlock {
  private StartBlock() {}

  /** The block of the transaction that was seen last, else the one that was asked for. */
  static long of(ChaincodeEventsRequest request, PeerLedger ledger) {
    return ledger
        .transaction(request.getAfterTransactionId())
        .map(transaction -> transaction.height().block())
        .orElseGet(() -> ofPosition(request, ledger));
  }

  private static long ofPosition(ChaincodeEventsRequest request, PeerLedger ledger) {
    return switch (request.getStartPosition().getTypeCase()) {
      case SPECIFIED -> request.getStartPosition().getSpecified().getNumber();
      case NEXT_COMMIT, TYPE_NOT_SET -> ledger.height();
      case OLDEST, NEWEST ->
          throw GatewayErrors.of(
              Status.Code.INVALID_ARGUMENT,
              "invalid start position type: " + request.getStartPosition().getTypeCase().name());
    };
  }
}
