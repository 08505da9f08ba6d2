package orchestrator.server.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orchestrator.proto.SubscribeToEventsParam;
import orchestrator.server.event.EventFeed;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LoggedEvent;
import orchestrator.server.metrics.ChannelMetrics;
import orchestrator.server.metrics.Metrics;

/** Streams events to subscribers, each at the pace at which it reads. */
final class EventStreamHandler
    implements ServerCalls.ServerStreamingMethod<Request<SubscribeToEventsParam>, LoggedEvent> {
  private final EventFeed feed;
  private final Metrics metrics;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  EventStreamHandler(EventFeed feed, Metrics metrics) {
    this.feed = feed;
    this.metrics = metrics;
  }

  @Override
  public void invoke(
      Request<SubscribeToEventsParam> request, StreamObserver<LoggedEvent> observer) {
    String channel = Identity.CHANNEL.get();
    Subscriber subscriber =
        new Subscriber((ServerCallStreamObserver<LoggedEvent>) observer, metrics.channel(channel));
    try {
      subscriber.start(channel, request.message().getStartEventId());
    } catch (RuntimeException e) {
      subscriber.fail(e);
    }
  }

  /** Ends all streams, and those that still come, with UNAVAILABLE. */
  void stop() {
    stopping = true;
    subscribers.forEach(Subscriber::stop);
  }

  private final class Subscriber implements EventSink {
    private final ServerCallStreamObserver<LoggedEvent> observer;
    private final ChannelMetrics channelMetrics;
    private boolean ended;

    private Subscriber(
        ServerCallStreamObserver<LoggedEvent> observer, ChannelMetrics channelMetrics) {
      this.observer = observer;
      this.channelMetrics = channelMetrics;
    }

    private void start(String channel, String startEventId) {
      Subscription subscription = new Subscription();
      observer.setOnReadyHandler(subscription::resume);
      observer.setOnCancelHandler(
          () -> {
            subscription.cancel();
            left();
          });
      subscribers.add(this);
      channelMetrics.subscribed();
      subscription.begin(feed.subscribe(channel, startEventId, this));
      if (stopping) {
        stop();
      }
    }

    @Override
    public synchronized boolean isReady() {
      return !ended && observer.isReady();
    }

    @Override
    public synchronized void send(LoggedEvent event) {
      if (!ended) {
        observer.onNext(event);
        channelMetrics.sent(1);
      }
    }

    @Override
    public synchronized void fail(Throwable why) {
      if (!ended) {
        ended = true;
        left();
        observer.onError(StatusMapper.status(why).asRuntimeException());
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

  /** Handlers must be set before the stream exists. */
  private static final class Subscription {
    private volatile EventStream stream;

    void begin(EventStream begun) {
      stream = begun;
    }

    void resume() {
      if (stream != null) {
        stream.resume();
      }
    }

    void cancel() {
      if (stream != null) {
        stream.cancel();
      }
    }
  }
}
