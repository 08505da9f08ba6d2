package orchestrator.server.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;

/** Subscribes to events as a client does that reads as many as it is told to. */
final class EventReader extends ClientCall.Listener<Event> {
  private final ClientCall<SubscribeToEventsParam, Event> call;
  private final List<Event> events = new ArrayList<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  /** Subscribes, and reads nothing yet. */
  EventReader(Channel channel, String startEventId) {
    call = channel.newCall(EventServiceGrpc.getSubscribeToEventsMethod(), CallOptions.DEFAULT);
    call.start(this, new Metadata());
    call.sendMessage(SubscribeToEventsParam.newBuilder().setStartEventId(startEventId).build());
    call.halfClose();
  }

  /** Reads so many events more, as soon as they come. */
  EventReader read(int more) {
    call.request(more);
    return this;
  }

  /** Cancels the call. */
  void leave() {
    call.cancel("the client goes", null);
  }

  /** The events that have been read. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** The ids of the events that have been read. */
  List<String> ids() {
    return events().stream().map(Event::getId).toList();
  }

  /** Tells how the stream ends. */
  CompletableFuture<Status> end() {
    return end;
  }

  @Override
  public synchronized void onMessage(Event event) {
    events.add(event);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    end.complete(status);
  }
}
