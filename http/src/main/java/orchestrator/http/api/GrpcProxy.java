package orchestrator.http.api;

import com.google.common.util.concurrent.MoreExecutors;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;

/** Hands gRPC calls on to a channel, message by message, as fast as both sides take them. */
final class GrpcProxy {
  private static final Metadata.Key<String> TIMEOUT =
      Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcProxy() {}

  /** A service whose calls are handed on, as the caller that was let in. */
  static ServerServiceDefinition of(ServiceDescriptor service, Channel api) {
    ServerServiceDefinition.Builder proxy = ServerServiceDefinition.builder(service);
    service.getMethods().forEach(method -> add(proxy, method, api));
    return proxy.build();
  }

  private static <Q, A> void add(
      ServerServiceDefinition.Builder proxy, MethodDescriptor<Q, A> method, Channel api) {
    proxy.addMethod(method, new Handler<>(api, method));
  }

  private record Handler<Q, A>(Channel api, MethodDescriptor<Q, A> method)
      implements ServerCallHandler<Q, A> {
    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, A> served, Metadata headers) {
      ClientCall<Q, A> call =
          api.newCall(method, CallOptions.DEFAULT.withExecutor(MoreExecutors.directExecutor()));
      ServiceRequestContext context = ServiceRequestContext.current();
      if (!method.getType().serverSendsOneMessage() && headers.get(TIMEOUT) == null) {
        context.clearRequestTimeout();
      }
      Caller caller = Caller.of(context);
      Answers<Q, A> answers = new Answers<>(served, call, caller);
      Requests<Q, A> requests = new Requests<>(call, answers);
      answers.requests = requests;
      call.start(answers, caller.headers());
      served.request(1);
      call.request(1);
      return requests;
    }
  }

  /** Hands on what the caller sends. */
  private static final class Requests<Q, A> extends ServerCall.Listener<Q> {
    private final ClientCall<Q, A> call;
    private final Answers<Q, A> answers;
    private boolean waiting;

    private Requests(ClientCall<Q, A> call, Answers<Q, A> answers) {
      this.call = call;
      this.answers = answers;
    }

    @Override
    public void onMessage(Q message) {
      call.sendMessage(message);
      synchronized (this) {
        if (call.isReady()) {
          answers.served.request(1);
        } else {
          waiting = true;
        }
      }
    }

    private synchronized void onCallReady() {
      if (waiting) {
        waiting = false;
        answers.served.request(1);
      }
    }

    @Override
    public void onHalfClose() {
      call.halfClose();
    }

    @Override
    public void onCancel() {
      call.cancel("the caller has gone", null);
    }

    @Override
    public void onReady() {
      answers.onServedReady();
    }
  }

  /** Hands back what the API answers. */
  private static final class Answers<Q, A> extends ClientCall.Listener<A> {
    private final ServerCall<Q, A> served;
    private final ClientCall<Q, A> call;
    private final Caller caller;
    private Requests<Q, A> requests;
    private boolean waiting;
    private boolean closed;

    private Answers(ServerCall<Q, A> served, ClientCall<Q, A> call, Caller caller) {
      this.served = served;
      this.call = call;
      this.caller = caller;
    }

    @Override
    public void onHeaders(Metadata headers) {
      // Those of the transport are the door's own.
      served.sendHeaders(new Metadata());
    }

    @Override
    public void onMessage(A message) {
      if (!caller.holds().getAsBoolean()) {
        closed = true;
        served.close(Caller.gone(), new Metadata());
        call.cancel("the caller is not let in any more", null);
        return;
      }
      served.sendMessage(message);
      synchronized (this) {
        if (served.isReady()) {
          call.request(1);
        } else {
          waiting = true;
        }
      }
    }

    private synchronized void onServedReady() {
      if (waiting) {
        waiting = false;
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (closed) {
        return;
      }
      Metadata own = new Metadata();
      String requestId = trailers.get(Caller.REQUEST_ID);
      if (requestId != null) {
        own.put(Caller.REQUEST_ID, requestId);
      }
      served.close(status, own);
    }

    @Override
    public void onReady() {
      requests.onCallReady();
    }
  }
}
