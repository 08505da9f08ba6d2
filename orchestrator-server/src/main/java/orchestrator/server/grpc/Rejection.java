package orchestrator.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import orchestrator.lib.error.OrchestratorException;

/** Ends a call before it reaches its handler. */
final class Rejection {
  private Rejection() {}

  /** Closes the call with the error; the listener ignores what still comes. */
  static <Q> ServerCall.Listener<Q> of(ServerCall<Q, ?> call, OrchestratorException why) {
    call.close(StatusMapper.status(why), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
