package orchestrator.server.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.transport.Account;

/**
 * Knows of each call when the transport has done with it: not when its answer is given, but when
 * the socket has taken that, or the call was cut.
 */
final class OpenCalls extends ServerStreamTracer.Factory {
  private static final Context.Key<Tracer> CURRENT = Context.key("open-call");

  private final AtomicInteger inFlight = new AtomicInteger();

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Tracer();
  }

  /** How many calls are not answered yet, or their answers not taken. Streams do not count. */
  int inFlight() {
    return inFlight.get();
  }

  /** Closes the account when the transport has done with the call of the current context. */
  static void closeWithCall(Account account) {
    CURRENT.get().attach(account);
  }

  private final class Tracer extends ServerStreamTracer {
    private boolean counted;
    private boolean closed;
    private Optional<Account> account = Optional.empty();

    @Override
    public Context filterContext(Context context) {
      return context.withValue(CURRENT, this);
    }

    @Override
    public synchronized void serverCallStarted(ServerCallInfo<?, ?> call) {
      if (!closed && call.getMethodDescriptor().getType() == MethodType.UNARY) {
        counted = true;
        inFlight.incrementAndGet();
      }
    }

    private synchronized void attach(Account opened) {
      account = Optional.of(opened);
      if (closed) {
        opened.close();
      }
    }

    @Override
    public synchronized void streamClosed(Status status) {
      closed = true;
      account.ifPresent(Account::close);
      if (counted) {
        counted = false;
        inFlight.decrementAndGet();
      }
    }
  }
}
