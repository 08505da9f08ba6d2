package orchestrator.loopback.gateway;

import com.google.protobuf.Any;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import orchestrator.loopback.peer.Peer;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Makes the errors of a gateway, with a detail for each peer or orderer that has failed. */
final class GatewayErrors {
  private GatewayErrors() {}

  static StatusRuntimeException of(Status.Code code, String message, List<ErrorDetail> details) {
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(message)
            .addAllDetails(details.stream().map(Any::pack).toList())
            .build());
  }

  static StatusRuntimeException of(Status.Code code, String message) {
    return of(code, message, List.of());
  }

  static ErrorDetail detail(Peer peer, String message) {
    return ErrorDetail.newBuilder()
        .setAddress(peer.endpoint())
        .setMspId(peer.mspId())
        .setMessage(message)
        .build();
  }
}
