package orchestrator.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orchestrator.server.event.EventSink;
import orchestrator.server.event.EventStream;
import orchestrator.server.event.LoggedEvent;

/** A subscriber that takes as many events as it is allowed to. */
final class Subscriber implements EventSink {
  private final List<String> received = new ArrayList<>();
  private long room;
  private Optional<Throwable> failure = Optional.empty();
  private Optional<EventStream> stream = Optional.empty();

  /**
   * A subscriber.
   *
   * @param room how many events it takes before it is slow
   */
  Subscriber(long room) {
    this.room = room;
  }

  /** One that takes all. */
  static Subscriber fast() {
    return new Subscriber(Long.MAX_VALUE);
  }

  synchronized void begin(EventStream begun) {
    stream = Optional.of(begun);
  }

  /** Takes some more. */
  void take(long more) {
    synchronized (this) {
      room += more;
    }
    stream.ifPresent(EventStream::resume);
  }

  void leave() {
    stream.ifPresent(EventStream::cancel);
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  synchronized Optional<Throwable> failure() {
    return failure;
  }

  @Override
  public synchronized boolean isReady() {
    return room > 0;
  }

  @Override
  public synchronized void send(LoggedEvent event) {
    room--;
    received.add(event.id());
  }

  @Override
  public synchronized void fail(Throwable why) {
    failure = Optional.of(why);
  }
}
