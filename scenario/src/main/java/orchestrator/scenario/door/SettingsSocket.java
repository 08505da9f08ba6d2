package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes settings from one controller's WebSocket, a message at a time. */
final class SettingsSocket implements Subscriber<WebSocketFrame>, Consumer<ObjectNode> {
  /** Whoever sends settings and does not read what is said to them is hung up on. */
  private static final int MOST_UNREAD = 1_000;

  private final Controllers controllers;
  private final int mostBytes;
  private final Executor threads;
  private final WebSocketWriter answers = WebSocket.streaming();
  private final AtomicInteger unread = new AtomicInteger();
  private ByteArrayOutputStream message = new ByteArrayOutputStream();
  private volatile Subscription subscription = NONE;

  private static final Subscription NONE =
      new Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  /**
   * A connection that has just been opened.
   *
   * @param mostBytes of a message
   * @param threads what reads a message runs there
   */
  SettingsSocket(Controllers controllers, int mostBytes, Executor threads) {
    this.controllers = controllers;
    this.mostBytes = mostBytes;
    this.threads = threads;
  }

  /** What the service says. */
  WebSocket answers() {
    return answers;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    controllers.join(this);
    given.request(1);
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    WebSocketFrameType type = frame.type();
    boolean isData =
        type == WebSocketFrameType.TEXT
            || type == WebSocketFrameType.BINARY
            || type == WebSocketFrameType.CONTINUATION;
    if (!isData) {
      subscription.request(1);
      return;
    }
    byte[] part = frame.array();
    if (message.size() + part.length > mostBytes) {
      end(WebSocketCloseStatus.MESSAGE_TOO_BIG);
      return;
    }
    message.write(part, 0, part.length);
    if (!frame.isFinalFragment()) {
      subscription.request(1);
      return;
    }
    byte[] whole = message.toByteArray();
    message = new ByteArrayOutputStream();
    threads.execute(
        () -> {
          boolean unusedAccepted = controllers.submit(whole, this);
          subscription.request(1);
        });
  }

  @Override
  public void onError(Throwable failure) {
    end(WebSocketCloseStatus.ABNORMAL_CLOSURE);
  }

  @Override
  public void onComplete() {
    end(WebSocketCloseStatus.NORMAL_CLOSURE);
  }

  @Override
  public void accept(ObjectNode answer) {
    if (unread.incrementAndGet() > MOST_UNREAD) {
      end(WebSocketCloseStatus.POLICY_VIOLATION);
      return;
    }
    // It is false when the controller has gone, which loses nothing.
    if (answers.tryWrite(answer.toString())) {
      var unusedFuture = answers.whenConsumed().thenRun(() -> unread.set(0));
    }
  }

  private void end(WebSocketCloseStatus status) {
    controllers.leave(this);
    subscription.cancel();
    if (answers.isOpen()) {
      answers.close(status);
    }
  }
}
