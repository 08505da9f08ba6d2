package orchestrator.server.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.server.transport.Arrival;
import orchestrator.server.transport.ArrivingBytes;

/** Refuses a call for whose request there is no room, while it comes: it is not run then. */
final class ArrivingInterceptor implements ServerInterceptor {
  private final ArrivingBytes arriving;

  ArrivingInterceptor(ArrivingBytes arriving) {
    this.arriving = arriving;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Refusable<Q, A> refusable = new Refusable<>(call);
    Optional<Arrival> opened = arriving.open(call.getAttributes(), refusable::refuse);
    if (opened.isEmpty()) {
      return Rejection.ofLost(call);
    }
    Arrival arrival = opened.get();
    OpenCalls.countWithCall(arrival);
    arrival.begin();
    return new SimpleForwardingServerCallListener<>(next.startCall(refusable, headers)) {
      @Override
      public void onMessage(Q message) {
        if (!arrival.isRefused()) {
          super.onMessage(message);
        }
      }

      @Override
      public void onHalfClose() {
        if (!arrival.isRefused()) {
          arrival.complete();
          super.onHalfClose();
        }
      }
    };
  }

  /** Closes its call once, whether its handler asks for it or the request is refused. */
  private static final class Refusable<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final AtomicBoolean closed = new AtomicBoolean();

    private Refusable(ServerCall<Q, A> call) {
      super(call);
    }

    private void refuse(String why) {
      close(Status.RESOURCE_EXHAUSTED.withDescription(why), new Metadata());
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (closed.compareAndSet(false, true)) {
        super.close(status, trailers);
      }
    }
  }
}
