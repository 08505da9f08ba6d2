package orchestrator.loopback.fault;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/** Lets the calls of a gateway meet the faults that were asked for. */
public final class FaultInterceptor implements ServerInterceptor {
  private static final Status CUT =
      Status.UNAVAILABLE.withDescription("error reading from server: EOF");

  private final Faults faults;

  public FaultInterceptor(Faults faults) {
    this.faults = faults;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<Step> step = Step.of(call.getMethodDescriptor());
    if (step.isEmpty()) {
      return next.startCall(call, headers);
    }
    Optional<Loss> loss = faults.of(step.get()).next();
    if (loss.isEmpty()) {
      return next.startCall(call, headers);
    }
    if (loss.get() == Loss.REQUEST_CUT) {
      call.close(CUT, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(new LostAnswer<>(call, loss.get()), headers);
  }

  private static final class LostAnswer<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Loss loss;

    LostAnswer(ServerCall<Q, A> call, Loss loss) {
      super(call);
      this.loss = loss;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      // The caller may not even see that an answer begins.
    }

    @Override
    public void sendMessage(A message) {
      // Lost.
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (loss == Loss.ANSWER_CUT) {
        super.close(CUT, new Metadata());
      }
    }
  }
}
