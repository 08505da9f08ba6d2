package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.common.websocket.CloseWebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.server.websocket.WebSocketProtocolViolationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits until the other side of a WebSocket takes leave, and passes over what it says before. */
final class Leave implements Subscriber<WebSocketFrame> {
  private static final int NORMAL = WebSocketCloseStatus.NORMAL_CLOSURE.code();

  /** How the library tells of a leave that says no status, which RFC 6455 allows. */
  private static final String WITHOUT_STATUS = "Invalid close frame body";

  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private volatile boolean said;
  private @Nullable Subscription subscription;

  /** The message is written, and we take leave; who does so before that has not read it. */
  void said() {
    said = true;
  }

  /** Fails when the connection ends in another way. */
  CompletableFuture<Void> taken() {
    return taken;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    try (frame) {
      if (frame instanceof CloseWebSocketFrame close) {
        close(close.status().code());
      }
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void close(int status) {
    if (status != NORMAL) {
      end(new NodeFailureException("the node closed with " + status));
    } else if (!said) {
      end(new NodeFailureException("the node closed before it had the message"));
    } else {
      end(null);
    }
  }

  private void end(@Nullable Throwable failure) {
    if (failure == null) {
      taken.complete(null);
    } else {
      taken.completeExceptionally(failure);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (failure instanceof WebSocketProtocolViolationException violation
        && WITHOUT_STATUS.equals(violation.getMessage())) {
      close(NORMAL);
    } else {
      end(failure);
    }
  }

  @Override
  public void onComplete() {
    end(new NodeFailureException("the node broke the connection"));
  }
}
