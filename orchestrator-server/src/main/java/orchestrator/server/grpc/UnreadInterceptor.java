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
import orchestrator.server.transport.Account;
import orchestrator.server.transport.UnreadBytes;

/**
 * Bounds what waits for a reader. A call is refused before it is run while too much waits already,
 * and so is an answer of a call that only reads. The answer of a call that has written is sent in
 * any case, unless its peer floods the server so. A stream is not ready while there is no room.
 */
final class UnreadInterceptor implements ServerInterceptor {
  private final UnreadBytes unread;

  UnreadInterceptor(UnreadBytes unread) {
    this.unread = unread;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<Account> opened =
        unread.open(call.getAttributes(), Optional.ofNullable(Identity.ORGANIZATION.get()));
    if (opened.isEmpty()) {
      return Rejection.ofLost(call);
    }
    Account account = opened.get();
    Optional<String> objection = account.objection(0);
    if (objection.isPresent()) {
      return Rejection.of(call, Status.RESOURCE_EXHAUSTED.withDescription(objection.get()));
    }
    OpenCalls.closeWithCall(account);
    if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
      return next.startCall(new UnaryCall<>(call, account), headers);
    }
    StreamingCall<Q, A> streamed = new StreamingCall<>(call, account);
    return streamed.listening(next.startCall(streamed, headers));
  }

  /** Counts the one answer of a call, which waits until the whole call is done. */
  private static final class UnaryCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Account account;
    private Optional<Status> refused = Optional.empty();

    private UnaryCall(ServerCall<Q, A> call, Account account) {
      super(call);
      this.account = account;
    }

    @Override
    public void sendMessage(A message) {
      long bytes = MessageSize.of(message);
      if (getMethodDescriptor().isSafe()) {
        refused = account.objection(bytes).map(Status.RESOURCE_EXHAUSTED::withDescription);
        if (refused.isPresent()) {
          return;
        }
      }
      account.add(bytes);
      super.sendMessage(message);
      account.cutIfFlooded();
    }

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(refused.orElse(status), trailers);
    }
  }

  /**
   * Counts the many answers of a call, and is not ready while there is no room. The transport tells
   * when it has taken all that was sent.
   */
  private static final class StreamingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private static final int USUAL_WINDOW = 32 << 10;

    private final Account account;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile int window = USUAL_WINDOW;
    // The transport says so once at the start, and that is to be handed on.
    private volatile boolean told = true;
    private volatile ServerCall.Listener<Q> listener = new ServerCall.Listener<>() {};

    private StreamingCall(ServerCall<Q, A> call, Account account) {
      super(call);
      this.account = account;
      call.setOnReadyThreshold(1);
    }

    @Override
    public void setOnReadyThreshold(int bytes) {
      window = bytes;
    }

    @Override
    public synchronized void sendMessage(A message) {
      account.add(MessageSize.of(message));
      super.sendMessage(message);
    }

    @Override
    public boolean isReady() {
      if (account.held() >= window) {
        told = true;
        // It may have been taken between the two.
        return account.held() < window;
      }
      if (account.hasRoom()) {
        return true;
      }
      told = true;
      if (asking.compareAndSet(false, true)) {
        account.later(this::askAgain);
      }
      return false;
    }

    private void askAgain() {
      asking.set(false);
      listener.onReady();
    }

    private ServerCall.Listener<Q> listening(ServerCall.Listener<Q> to) {
      listener = to;
      return new SimpleForwardingServerCallListener<>(to) {
        @Override
        public void onReady() {
          if (taken() && told) {
            told = false;
            super.onReady();
          }
        }
      };
    }

    /** With a threshold of one byte, ready means that nothing is waiting. */
    private synchronized boolean taken() {
      boolean all = delegate().isReady();
      if (all) {
        account.release();
      }
      return all;
    }
  }
}
