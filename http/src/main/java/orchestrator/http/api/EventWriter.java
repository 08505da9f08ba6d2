package orchestrator.http.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;

/**
 * Writes the events of one subscription to one reader, as fast as that reads: what has come while a
 * write is under way goes out with the next, and no more than {@value #WINDOW} events wait. All of
 * it runs on the reader's event loop.
 */
final class EventWriter extends ClientCall.Listener<Event> {
  private static final int WINDOW = 8;

  /** Comments in whose time a reader has taken nothing: it is gone, or as good as gone. */
  private static final int MOST_STALLED = 4;

  /**
   * The API says at once when it refuses a subscription, and says nothing when it has no event for
   * it. A browser tries again after any stream that ends, but not after a refusal.
   */
  private static final Duration REFUSAL = Duration.ofMillis(300);

  private final EventLoop loop;
  private final HttpResponseWriter writer;
  private final Duration pause;
  private final Runnable accepted;
  private final BiConsumer<Status, String> refused;
  private final StringBuilder waiting = new StringBuilder();
  private Optional<ClientCall<SubscribeToEventsParam, Event>> call = Optional.empty();
  private final Caller caller;
  private int waitingEvents;
  private boolean begun;
  private boolean writing;
  private boolean ended;
  private int stalled;

  /**
   * A writer.
   *
   * @param pause between two comments
   * @param accepted called once, before the first write
   * @param refused called instead of {@code accepted} when there will be no stream, with why not
   *     and the id of the request
   */
  EventWriter(
      EventLoop loop,
      Caller caller,
      HttpResponseWriter writer,
      Duration pause,
      Runnable accepted,
      BiConsumer<Status, String> refused) {
    this.loop = loop;
    this.caller = caller;
    this.writer = writer;
    this.pause = pause;
    this.accepted = accepted;
    this.refused = refused;
  }

  /** Subscribes to the events and begins to write them. */
  void begin(Channel api, SubscribeToEventsParam start) {
    ClientCall<SubscribeToEventsParam, Event> subscription =
        api.newCall(
            EventServiceGrpc.getSubscribeToEventsMethod(), CallOptions.DEFAULT.withExecutor(loop));
    call = Optional.of(subscription);
    subscription.start(this, caller.headers());
    subscription.request(WINDOW);
    subscription.sendMessage(start);
    subscription.halfClose();
    ScheduledFuture<?> first =
        loop.schedule(this::accept, REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    ScheduledFuture<?> comments =
        loop.scheduleWithFixedDelay(
            this::comment, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    var unused =
        writer
            .whenComplete()
            .whenComplete(
                (done, failure) -> {
                  first.cancel(false);
                  comments.cancel(false);
                  subscription.cancel("the reader has gone", failure);
                });
  }

  /** Ends the stream as a server does that stops. */
  void end() {
    loop.execute(
        () -> onClose(Status.UNAVAILABLE.withDescription("the door is closed"), new Metadata()));
  }

  private void accept() {
    if (!begun && !ended) {
      begun = true;
      accepted.run();
      waiting.append(": connected\n\n");
      write();
    }
  }

  @Override
  public void onMessage(Event event) {
    if (ended || refuseGone()) {
      return;
    }
    accept();
    waiting
        .append("id: ")
        .append(event.getId())
        .append("\ndata: ")
        .append(JsonService.json(event))
        .append('\n');
    waitingEvents++;
    write();
  }

  private boolean refuseGone() {
    boolean gone = !caller.holds().getAsBoolean();
    if (gone) {
      onClose(Caller.gone(), new Metadata());
    }
    return gone;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    if (ended) {
      return;
    }
    String id = Optional.ofNullable(trailers.get(Caller.REQUEST_ID)).orElse(caller.requestId());
    if (!begun) {
      ended = true;
      refused.accept(status, id);
      writer.abort();
      return;
    }
    // A server that stops is asked again by the browser itself, where it left off.
    if (status.getCode() != Status.Code.UNAVAILABLE) {
      waiting.append("event: problem\ndata: ").append(Problem.of(status).json(id)).append('\n');
    }
    ended = true;
    write();
  }

  private void comment() {
    if (ended || !begun || refuseGone()) {
      return;
    }
    if (writing) {
      stalled++;
      if (stalled >= MOST_STALLED) {
        writer.abort();
      }
    } else {
      waiting.append(":\n\n");
      write();
    }
  }

  private void write() {
    if (writing || !begun) {
      return;
    }
    if (waiting.isEmpty()) {
      if (ended) {
        writer.close();
      }
      return;
    }
    writing = writer.tryWrite(HttpData.ofUtf8(waiting));
    if (!writing) {
      return;
    }
    int written = waitingEvents;
    waiting.setLength(0);
    waiting.trimToSize();
    waitingEvents = 0;
    var unused =
        writer
            .whenConsumed()
            .thenRunAsync(
                () -> {
                  writing = false;
                  stalled = 0;
                  if (written > 0) {
                    call.orElseThrow().request(written);
                  }
                  write();
                },
                loop);
  }
}
