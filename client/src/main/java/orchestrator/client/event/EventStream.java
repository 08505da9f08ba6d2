package orchestrator.client.event;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;

/** Follows one subscription, and asks for no more events than it has room for. */
final class EventStream implements AutoCloseable {
  private final ClientCall<SubscribeToEventsParam, Event> call;

  /** Bounded by the number of events asked for and not yet taken, plus the end. */
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  private sealed interface Signal {}

  private record Arrived(Event event) implements Signal {}

  private record Ended(Status status) implements Signal {}

  private EventStream(ClientCall<SubscribeToEventsParam, Event> call) {
    this.call = call;
  }

  /**
   * Subscribes to the events of a channel.
   *
   * @param after the event behind which to start, empty for the first one
   * @param window how many events may wait here
   */
  static EventStream open(Channel channel, String after, int window) {
    EventStream stream =
        new EventStream(
            channel.newCall(EventServiceGrpc.getSubscribeToEventsMethod(), CallOptions.DEFAULT));
    stream.call.start(stream.new Listener(), new Metadata());
    stream.call.request(window);
    stream.call.sendMessage(SubscribeToEventsParam.newBuilder().setStartEventId(after).build());
    stream.call.halfClose();
    return stream;
  }

  /**
   * Waits for the next event.
   *
   * @throws StatusRuntimeException when the stream has ended, behind its last event
   */
  Event next() throws InterruptedException {
    Signal signal = signals.take();
    if (signal instanceof Arrived arrived) {
      return arrived.event();
    }
    signals.add(signal);
    throw ((Ended) signal).status().asRuntimeException();
  }

  /** Makes room for one more event. */
  void handled() {
    call.request(1);
  }

  @Override
  public void close() {
    call.cancel("the follower was closed", null);
  }

  private final class Listener extends ClientCall.Listener<Event> {
    @Override
    public void onMessage(Event event) {
      signals.add(new Arrived(event));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      signals.add(new Ended(status));
    }
  }
}
