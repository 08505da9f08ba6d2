package orchestrator.server.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.transport.Account;
import orchestrator.server.transport.Arrival;

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

  /** Counts what arrives for the call of the current context. */
  static void countWithCall(Arrival arrival) {
    CURRENT.get().attach(arrival);
  }

  private final class Tracer extends ServerStreamTracer {
    private boolean counted;
    private boolean closed;
    private Optional<Account> account = Optional.empty();
    private volatile Optional<Arrival> arrival = Optional.empty();

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

    private synchronized void attach(Arrival opened) {
      arrival = Optional.of(opened);
      if (closed) {
        opened.close();
      }
    }

    @Override
    public void inboundWireSize(long bytes) {
      arrival.ifPresent(open -> open.piece(bytes));
    }

    @Override
    public void inboundMessageRead(int number, long wireSize, long uncompressedSize) {
      arrival.ifPresent(Arrival::whole);
    }

    @Override
    public void inboundUncompressedSize(long bytes) {
      arrival.ifPresent(open -> open.read(bytes));
    }

    @Override
    public synchronized void streamClosed(Status status) {
      closed = true;
      account.ifPresent(Account::close);
      arrival.ifPresent(Arrival::close);
      if (counted) {
        counted = false;
        inFlight.decrementAndGet();
      }
    }
  }
}
