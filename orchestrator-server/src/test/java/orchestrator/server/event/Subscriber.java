package orchestrator.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A subscriber that takes as many events as it is allowed to. */
public final class Subscriber implements EventSink {
  private final List<String> received = new ArrayList<>();
  private long room;
  private Optional<Throwable> failure = Optional.empty();
  private Optional<EventStream> stream = Optional.empty();

  /**
   * A subscriber.
   *
   * @param room how many events it takes before it is slow
   */
  public Subscriber(long room) {
    this.room = room;
  }

  /** One that takes all. */
  public static Subscriber fast() {
    return new Subscriber(Long.MAX_VALUE);
  }

  /** Tells which stream sends to it. */
  public synchronized void begin(EventStream begun) {
    stream = Optional.of(begun);
  }

  /** Takes some more. */
  public void take(long more) {
    synchronized (this) {
      room += more;
    }
    stream.ifPresent(EventStream::resume);
  }

  /** Goes away. */
  public void leave() {
    stream.ifPresent(EventStream::cancel);
  }

  /** The ids of the events that have come. */
  public synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** What has ended the stream. */
  public synchronized Optional<Throwable> failure() {
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
