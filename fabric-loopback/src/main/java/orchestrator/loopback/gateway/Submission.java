package orchestrator.loopback.gateway;

import io.grpc.Status;
import java.util.List;
import orchestrator.loopback.orderer.Orderer;
import orchestrator.loopback.peer.Peer;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.orderer.BroadcastResponse;

/** Hands transactions to the orderer. */
final class Submission {
  private static final ErrorDetail ORDERER_DOWN =
      ErrorDetail.newBuilder()
          .setAddress("127.0.0.1:7050")
          .setMspId("OrdererMSP")
          .setMessage(
              "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error"
                  + " while dialing: dial tcp 127.0.0.1:7050: connect: connection refused\"")
          .build();

  private final Peer own;
  private final Orderer orderer;

  Submission(Peer own, Orderer orderer) {
    this.own = own;
    this.orderer = orderer;
  }

  SubmitResponse submit(SubmitRequest request) {
    if (!request.hasPreparedTransaction()) {
      throw GatewayErrors.of(Status.Code.INVALID_ARGUMENT, "a prepared transaction is required");
    }
    Envelope transaction = request.getPreparedTransaction();
    if (transaction.getSignature().isEmpty()) {
      throw GatewayErrors.of(Status.Code.INVALID_ARGUMENT, "prepared transaction must be signed");
    }
    if (own.channel(request.getChannelId()).isEmpty()) {
      throw GatewayErrors.of(
          Status.Code.FAILED_PRECONDITION, RequestErrors.noChannel(request.getChannelId()));
    }
    if (!orderer.isRunning()) {
      throw GatewayErrors.of(
          Status.Code.UNAVAILABLE,
          "no orderers could successfully process transaction",
          List.of(ORDERER_DOWN));
    }
    BroadcastResponse response = orderer.broadcast(request.getChannelId(), transaction);
    if (response.getStatus() != org.hyperledger.fabric.protos.common.Status.SUCCESS) {
      throw GatewayErrors.of(
          Status.Code.ABORTED,
          "received unsuccessful response from orderer: status=%s, info=%s"
              .formatted(response.getStatus(), response.getInfo()));
    }
    return SubmitResponse.getDefaultInstance();
  }
}
