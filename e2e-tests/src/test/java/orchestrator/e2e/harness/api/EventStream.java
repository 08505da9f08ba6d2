package orchestrator.e2e.harness.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;

/** Subscribes to events, and keeps what arrives until a test asks for it. */
public final class EventStream implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final ClientCall<SubscribeToEventsParam, Event> call;
  private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  private EventStream(ClientCall<SubscribeToEventsParam, Event> call) {
    this.call = call;
  }

  /** Subscribes to all events after one; to all there are, when the id is empty. */
  public static EventStream after(String eventId, Channel transport) {
    EventStream stream = unread(eventId, transport);
    stream.call.request(Integer.MAX_VALUE);
    return stream;
  }

  /** Subscribes and asks for no event at all. */
  public static EventStream unread(String eventId, Channel transport) {
    EventStream stream =
        new EventStream(
            transport.newCall(EventServiceGrpc.getSubscribeToEventsMethod(), CallOptions.DEFAULT));
    stream.call.start(stream.new Receiver(), new Metadata());
    stream.call.sendMessage(SubscribeToEventsParam.newBuilder().setStartEventId(eventId).build());
    stream.call.halfClose();
    return stream;
  }

  /** The next event, as soon as it is there. */
  public Event next() {
    try {
      Event event = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("an event within %s s", PATIENCE_SECONDS).isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next events up to the first that {@code last} accepts, that one included. */
  public List<Event> upTo(Predicate<Event> last) {
    List<Event> events = new ArrayList<>();
    do {
      events.add(next());
    } while (!last.test(events.get(events.size() - 1)));
    return events;
  }

  /** What has arrived and was not asked for yet. */
  public List<Event> arrived() {
    List<Event> events = new ArrayList<>();
    arrived.drainTo(events);
    return events;
  }

  /** The status that ends the stream, once it has ended. */
  public Status end() throws Exception {
    return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Leaves. */
  @Override
  public void close() {
    call.cancel("the test has seen enough", null);
  }

  private final class Receiver extends ClientCall.Listener<Event> {
    @Override
    public void onMessage(Event event) {
      arrived.add(event);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(status);
    }
  }
}
