package orchestrator.server.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import orchestrator.lib.error.OrchestratorException;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.SubscribeToEventsParam;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.FairPool;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LoggedEvent;
import orchestrator.server.metrics.ChannelMetrics;
import orchestrator.server.metrics.Metrics;

/** Streams events to subscribers, each at the pace at which it reads. */
final class EventStreamHandler
    implements ServerCalls.ServerStreamingMethod<Request<SubscribeToEventsParam>, LoggedEvent> {
  private static final int READY_BYTES = 1 << 20;

  private final EventFeed feed;
  private final Metrics metrics;
  private final FairPool calls;
  private final SizeLimits sizes;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  EventStreamHandler(EventFeed feed, Metrics metrics, FairPool calls, SizeLimits sizes) {
    this.feed = feed;
    this.metrics = metrics;
    this.calls = calls;
    this.sizes = sizes;
  }

  @Override
  public void invoke(
      Request<SubscribeToEventsParam> request, StreamObserver<LoggedEvent> observer) {
    ServerCallStreamObserver<LoggedEvent> stream = (ServerCallStreamObserver<LoggedEvent>) observer;
    CallContext caller = Identity.caller(stream::isCancelled);
    Subscriber subscriber =
        new Subscriber(stream, metrics.channel(caller.channel()), Identity.ADMISSION.get());
    Runnable start = subscriber.starting(caller, request);
    try {
      calls.execute(caller.requester(), request.bytes(), start);
    } catch (RejectedExecutionException e) {
      subscriber.fail(e);
    }
  }

  /** Ends all streams, and those that still come, with UNAVAILABLE. */
  void stop() {
    stopping = true;
    subscribers.forEach(Subscriber::stop);
  }

  /** Ends the streams of those that would not be let in any more, with OE0102. */
  void checkAdmission() {
    subscribers.forEach(Subscriber::checkAdmission);
  }

  private final class Subscriber implements EventSink {
    private final ServerCallStreamObserver<LoggedEvent> observer;
    private final ChannelMetrics channelMetrics;
    private final Runnable admission;
    private final Subscription subscription = new Subscription();
    private boolean ended;

    private Subscriber(
        ServerCallStreamObserver<LoggedEvent> observer,
        ChannelMetrics channelMetrics,
        Runnable admission) {
      this.observer = observer;
      this.channelMetrics = channelMetrics;
      this.admission = admission;
    }

    /** Sets the handlers, which is only possible now, and leaves the rest for another thread. */
    private Runnable starting(CallContext caller, Request<SubscribeToEventsParam> request) {
      // Large enough that a replay sends what it reads from the store, small beside what a stalled
      // subscriber may cost.
      observer.setOnReadyThreshold(READY_BYTES);
      observer.setOnReadyHandler(subscription::resume);
      observer.setOnCancelHandler(
          () -> {
            subscription.cancel();
            left();
          });
      subscribers.add(this);
      channelMetrics.subscribed();
      return () -> start(caller, request);
    }

    private void start(CallContext caller, Request<SubscribeToEventsParam> request) {
      try {
        String startEventId = request.message().getStartEventId();
        subscription.begin(feed.subscribe(caller, startEventId, this));
        if (stopping) {
          stop();
        }
        // What has changed before this was among the subscribers was not told to it.
        checkAdmission();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    @Override
    public synchronized boolean isReady() {
      return !ended && observer.isReady();
    }

    @Override
    public synchronized void send(LoggedEvent event) {
      if (!ended) {
        observer.onNext(event.fitting(sizes));
        channelMetrics.sent(1);
      }
    }

    @Override
    public void fail(Throwable why) {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        left();
        observer.onError(StatusMapper.status(why).asRuntimeException());
      }
      // Outside of the lock, since a stream that is resumed asks whether this is ready.
      subscription.cancel();
    }

    private void checkAdmission() {
      try {
        admission.run();
      } catch (OrchestratorException e) {
        fail(e);
      }
    }

    private void stop() {
      fail(Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException());
    }

    private void left() {
      if (subscribers.remove(this)) {
        channelMetrics.unsubscribed();
      }
    }
  }

  /** Keeps what the transport tells before the stream exists, and passes on what it tells later. */
  private static final class Subscription {
    private Optional<EventStream> stream = Optional.empty();
    private boolean cancelled;

    synchronized void begin(EventStream begun) {
      stream = Optional.of(begun);
      if (cancelled) {
        begun.cancel();
      } else {
        begun.resume();
      }
    }

    synchronized void resume() {
      stream.ifPresent(EventStream::resume);
    }

    synchronized void cancel() {
      cancelled = true;
      stream.ifPresent(EventStream::cancel);
    }
  }
}
