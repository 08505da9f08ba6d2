package orchestrator.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.function.Supplier;
import orchestrator.lib.error.Errors;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.config.ChannelAccess;

/** Finds the channel that a call works on, and lets in only the organizations it is open to. */
final class ChannelInterceptor implements ServerInterceptor {
  private final Supplier<ChannelAccess> present;

  /** Lets in those that {@code present} lets in at the moment of a call. */
  ChannelInterceptor(Supplier<ChannelAccess> present) {
    this.present = present;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      String channel = Headers.required(headers, Headers.CHANNEL);
      String organization = Identity.ORGANIZATION.get();
      Runnable known = Identity.ADMISSION.get();
      checkAccess(organization, channel);
      Runnable admission =
          () -> {
            known.run();
            checkAccess(organization, channel);
          };
      Context context =
          Context.current()
              .withValue(Identity.CHANNEL, channel)
              .withValue(Identity.ADMISSION, admission)
              .withValue(Identity.CHAINCODE, headers.get(Headers.CHAINCODE));
      return Contexts.interceptCall(context, call, headers, next);
    } catch (OrchestratorException e) {
      return Rejection.of(call, e);
    }
  }

  private void checkAccess(String organization, String channel) {
    ChannelAccess access = present.get();
    if (!access.knows(organization)) {
      throw Errors.denied("organization \"" + organization + "\" is unknown");
    }
    if (!access.isOpen(channel, organization)) {
      throw Errors.denied(
          "organization \"" + organization + "\" has not access to channel \"" + channel + "\"");
    }
  }
}
