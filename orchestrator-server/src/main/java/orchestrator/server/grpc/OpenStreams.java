package orchestrator.server.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the streams of services that never end them, such as health watches, and can end them. */
final class OpenStreams implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

  private final Set<ServerCall<?, ?>> streams = ConcurrentHashMap.newKeySet();

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (call.getMethodDescriptor().getType() == MethodType.UNARY) {
      return next.startCall(call, headers);
    }
    streams.add(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onCancel() {
        streams.remove(call);
        super.onCancel();
      }

      @Override
      public void onComplete() {
        streams.remove(call);
        super.onComplete();
      }
    };
  }

  /** Ends all streams with UNAVAILABLE. */
  void end() {
    for (ServerCall<?, ?> stream : streams) {
      try {
        stream.close(Status.UNAVAILABLE.withDescription("the server is stopping"), new Metadata());
      } catch (IllegalStateException e) {
        LOG.debug("a stream has ended by itself in this very moment", e);
      }
    }
  }
}
