package orchestrator.client.fake;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.SortOrder;
import orchestrator.proto.SubscribeToEventsParam;

final class Events extends EventServiceGrpc.EventServiceImplBase {
  private static final int POLL_MILLIS = 20;

  private final State state;
  private final List<Thread> streams = new CopyOnWriteArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();

  Events(State state) {
    this.state = state;
  }

  /** How many events left on streams. */
  int sent() {
    return sent.get();
  }

  /** Ends every stream as a server that goes away does. */
  void cut() {
    streams.forEach(Thread::interrupt);
    streams.clear();
  }

  @Override
  public void queryEvents(QueryEventsParam asked, StreamObserver<QueryEventsResponse> observer) {
    Answers.answer(
        state,
        observer,
        () -> {
          List<Event> found =
              new ArrayList<>(
                  state.events.stream().filter(e -> matches(e, asked.getFilter())).toList());
          if (asked.getSort() == SortOrder.DESCENDING) {
            Collections.reverse(found);
          }
          Answers.Page<Event> page = Answers.page(found, asked.getPageToken(), asked.getPageSize());
          return QueryEventsResponse.newBuilder()
              .addAllEvents(page.items())
              .setNextPageToken(page.next())
              .build();
        });
  }

  private static boolean matches(Event event, EventQueryFilter filter) {
    return (filter.getAssetKey().isEmpty() || filter.getAssetKey().equals(event.getAssetKey()))
        && (filter.getAssetKind() == AssetKind.ASSET_UNKNOWN
            || filter.getAssetKind() == event.getAssetKind());
  }

  @Override
  public void subscribeToEvents(SubscribeToEventsParam asked, StreamObserver<Event> observer) {
    int start = 0;
    synchronized (state) {
      List<String> ids = state.events.stream().map(Event::getId).toList();
      if (!asked.getStartEventId().isEmpty()) {
        start = ids.indexOf(asked.getStartEventId()) + 1;
        if (start == 0) {
          observer.onError(Refusal.notFound("event", asked.getStartEventId()));
          return;
        }
      }
    }
    int first = start;
    ServerCallStreamObserver<Event> stream = (ServerCallStreamObserver<Event>) observer;
    stream.setOnCancelHandler(() -> {});
    Thread sender = new Thread(() -> send(stream, first), "fake-event-stream");
    sender.setDaemon(true);
    streams.add(sender);
    sender.start();
  }

  private void send(ServerCallStreamObserver<Event> stream, int first) {
    int next = first;
    try {
      while (!stream.isCancelled()) {
        Event event;
        synchronized (state) {
          if (next >= state.events.size() || !stream.isReady()) {
            state.wait(POLL_MILLIS);
            continue;
          }
          event = state.events.get(next++);
        }
        stream.onNext(event);
        sent.incrementAndGet();
      }
    } catch (InterruptedException e) {
      stream.onError(Status.UNAVAILABLE.withDescription("shutting down").asRuntimeException());
    }
  }
}
