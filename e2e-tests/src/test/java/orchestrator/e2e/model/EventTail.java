package orchestrator.e2e.model;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import orchestrator.proto.Event;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.SubscribeToEventsParam;

/** Subscribes to a channel's events. */
final class EventTail implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final ClientCall<SubscribeToEventsParam, Event> call;
  private final BlockingQueue<Object> arrivals = new LinkedBlockingQueue<>();

  EventTail(Channel channel, SubscribeToEventsParam request) {
    call = channel.newCall(EventServiceGrpc.getSubscribeToEventsMethod(), CallOptions.DEFAULT);
    ClientCalls.asyncServerStreamingCall(
        call,
        request,
        new StreamObserver<>() {
          @Override
          public void onNext(Event event) {
            arrivals.add(event);
          }

          @Override
          public void onError(Throwable failure) {
            arrivals.add(failure);
          }

          @Override
          public void onCompleted() {
            arrivals.add(new IllegalStateException("the server ended the stream"));
          }
        });
  }

  /**
   * The next event, waited for.
   *
   * @return empty when none comes in reasonable time
   * @throws EndOfStream when the stream has ended
   */
  Optional<Event> next() throws InterruptedException {
    Object arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (arrival instanceof Throwable failure) {
      throw new EndOfStream(failure);
    }
    return Optional.ofNullable((Event) arrival);
  }

  /** Whether nothing has come that was not taken. */
  boolean isIdle() {
    return arrivals.isEmpty();
  }

  @Override
  public void close() {
    call.cancel("enough", null);
  }

  /** The stream ended; the cause says how. */
  static final class EndOfStream extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndOfStream(Throwable cause) {
      super(cause);
    }
  }
}
