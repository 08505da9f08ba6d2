package orchestrator.loopback.gateway;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import orchestrator.loopback.peer.JoinedChannel;
import orchestrator.loopback.peer.Peer;

/** Lets members of a channel read it, and no one else. */
final class RequestAuthorization {
  private static final String POLICY = "/Channel/Application/Readers";

  private final Peer peer;

  RequestAuthorization(Peer peer) {
    this.peer = peer;
  }

  /** The channel, when a member of it has signed the request; else the call fails. */
  JoinedChannel authorize(
      String channel, ByteString identity, ByteString request, ByteString signature) {
    Optional<JoinedChannel> joined = peer.channel(channel);
    if (joined.isEmpty()) {
      throw denied("Failed to get policy manager for channel [%s]".formatted(channel));
    }
    if (!joined.get().membership().hasSigned(identity, request, signature)) {
      throw denied(
          ("Failed evaluating policy on signed data during check policy on channel [%s] with policy"
                  + " [%s]: [implicit policy evaluation failed - 0 sub-policies were satisfied, but"
                  + " this policy requires 1 of the 'Readers' sub-policies to be satisfied]")
              .formatted(channel, POLICY));
    }
    return joined.get();
  }

  private static StatusRuntimeException denied(String message) {
    return GatewayErrors.of(Status.Code.PERMISSION_DENIED, message);
  }
}
