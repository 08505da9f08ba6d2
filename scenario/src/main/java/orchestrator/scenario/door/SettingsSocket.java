package orchestrator.scenario.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.MoreExecutors;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Takes settings from one controller's WebSocket, a message at a time. */
final class SettingsSocket implements Subscriber<WebSocketFrame>, Consumer<ObjectNode> {
  /** Whoever sends settings and does not read what is said to them is hung up on. */
  private static final int MOST_UNREAD = 1_000;

  /** What a waiting message counts at least, so that there are few of them. */
  private static final int LEAST_WAITING = 64 << 10;

  /**
   * Nothing is said to whoever has connected so recently and has sent no message yet: a peer that
   * sends and hangs up at once with something unread resets the connection, and what it has sent
   * may be lost.
   */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Controllers controllers;
  private final int mostBytes;
  private final Executor messages;
  private final WebSocketWriter answers = WebSocket.streaming();
  private final AtomicInteger unread = new AtomicInteger();

  /** Bytes of messages that are read from the connection, and not taken yet. */
  private final AtomicLong waiting = new AtomicLong();

  /** Whether no frame is asked for until there is room again. */
  private final AtomicBoolean isHeld = new AtomicBoolean();

  private ByteArrayOutputStream message = new ByteArrayOutputStream();
  private volatile Subscription subscription = NONE;
  private boolean isSilent = true;
  private final List<ObjectNode> unsaid = new ArrayList<>();

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
    messages = MoreExecutors.newSequentialExecutor(threads);
  }

  /** What the service says. */
  WebSocket answers() {
    return answers;
  }

  /** Speaks, to whoever only listens, after a while. */
  void speakLater(ScheduledExecutorService timer) {
    var unusedFuture = timer.schedule(this::speak, SILENCE.toMillis(), TimeUnit.MILLISECONDS);
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
    if (isData && !add(frame)) {
      end(WebSocketCloseStatus.MESSAGE_TOO_BIG);
    } else if (waiting.get() < mostBytes) {
      // On this thread: what is read and not asked for is lost when the connection breaks.
      subscription.request(1);
    } else {
      isHeld.set(true);
      goOn();
    }
  }

  private void goOn() {
    if (waiting.get() < mostBytes && isHeld.compareAndSet(true, false)) {
      subscription.request(1);
    }
  }

  private boolean add(WebSocketFrame frame) {
    byte[] part = frame.array();
    if (message.size() + part.length > mostBytes) {
      return false;
    }
    message.write(part, 0, part.length);
    if (frame.isFinalFragment()) {
      byte[] whole = message.toByteArray();
      message = new ByteArrayOutputStream();
      take(whole);
    }
    return true;
  }

  private void take(byte[] whole) {
    int size = Math.max(LEAST_WAITING, whole.length);
    waiting.addAndGet(size);
    messages.execute(
        () -> {
          speak();
          boolean unusedAccepted = controllers.submit(whole, this);
          waiting.addAndGet(-size);
          goOn();
        });
  }

  /** The connection is lost, or the controller has broken the rules, which it is told already. */
  @Override
  public void onError(Throwable failure) {
    controllers.leave(this);
  }

  @Override
  public void onComplete() {
    end(WebSocketCloseStatus.NORMAL_CLOSURE);
  }

  @Override
  public synchronized void accept(ObjectNode answer) {
    if (unread.incrementAndGet() > MOST_UNREAD) {
      end(WebSocketCloseStatus.POLICY_VIOLATION);
    } else if (isSilent) {
      unsaid.add(answer);
    } else {
      write(answer);
    }
  }

  private synchronized void speak() {
    isSilent = false;
    unsaid.forEach(this::write);
    unsaid.clear();
  }

  private void write(ObjectNode answer) {
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
