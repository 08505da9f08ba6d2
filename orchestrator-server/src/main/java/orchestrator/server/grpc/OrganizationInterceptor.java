package orchestrator.server.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.server.tls.MspIdCheck;

/** Finds the organization that calls, and holds it against the client's certificate if asked to. */
final class OrganizationInterceptor implements ServerInterceptor {
  private final Optional<MspIdCheck> check;

  OrganizationInterceptor(Optional<MspIdCheck> check) {
    this.check = check;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      String organization = Headers.required(headers, Headers.MSP_ID);
      SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      SocketAddress client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      Runnable admission =
          () -> check.ifPresent(of -> of.check(organization, Optional.ofNullable(session), client));
      admission.run();
      Context context =
          Context.current()
              .withValue(Identity.ORGANIZATION, organization)
              .withValue(Identity.ADMISSION, admission);
      return Contexts.interceptCall(context, call, headers, next);
    } catch (OrchestratorException e) {
      return Rejection.of(call, e);
    }
  }
}
