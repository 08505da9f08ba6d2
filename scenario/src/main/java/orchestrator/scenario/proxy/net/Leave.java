package orchestrator.scenario.proxy.net;

import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits until the other side of a WebSocket takes leave, and passes over what it says before. */
final class Leave implements Subscriber<WebSocketFrame> {
  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private volatile boolean said;
  private @Nullable Subscription subscription;

  /** We have taken leave ourselves; who does so before that has not read everything. */
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
      if (frame.type() == WebSocketFrameType.CLOSE) {
        end(said ? null : new NodeFailureException("the node closed before it took the message"));
      }
    }
    if (subscription != null) {
      subscription.request(1);
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
    end(failure);
  }

  @Override
  public void onComplete() {
    end(new NodeFailureException("the node broke the connection"));
  }
}
