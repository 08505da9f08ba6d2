package orchestrator.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import orchestrator.lib.error.OrchestratorException;

/** Ends a call before it reaches its handler. */
final class Rejection {
  private Rejection() {}

  /** Closes the call with the error; the listener ignores what still comes. */
  static <Q> ServerCall.Listener<Q> of(ServerCall<Q, ?> call, OrchestratorException why) {
    return of(call, StatusMapper.status(why));
  }

  /** Closes a call whose connection has ended meanwhile. */
  static <Q> ServerCall.Listener<Q> ofLost(ServerCall<Q, ?> call) {
    return of(call, Status.UNAVAILABLE.withDescription("the connection is closed"));
  }

  /** Closes the call with the status; the listener ignores what still comes. */
  static <Q> ServerCall.Listener<Q> of(ServerCall<Q, ?> call, Status why) {
    call.close(why, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
