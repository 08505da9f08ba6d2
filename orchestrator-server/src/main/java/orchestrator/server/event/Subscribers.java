package orchestrator.server.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds the streams of all who subscribe to one log of events, and wakes them when it grows. */
public final class Subscribers {
  private final Executor waker;
  private final Set<EventPump> streams = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean waking = new AtomicBoolean();

  /**
   * No streams yet.
   *
   * @param waker runs what resumes them
   */
  public Subscribers(Executor waker) {
    this.waker = waker;
  }

  /**
   * Begins a stream, which is resumed each time that the log has grown.
   *
   * @param cursor where it begins
   * @param executor looks for events in the subscriber's turn
   */
  public EventStream add(EventCursor cursor, EventSink sink, Executor executor) {
    EventPump stream = new EventPump(cursor, sink, executor, streams::remove);
    streams.add(stream);
    stream.resume();
    return stream;
  }

  /** Resumes all streams, in another thread: the log has grown. */
  public void wake() {
    // However many there are, the one writer of the log hands over one task, and none while one
    // waits.
    if (!streams.isEmpty() && waking.compareAndSet(false, true)) {
      waker.execute(
          () -> {
            waking.set(false);
            streams.forEach(EventStream::resume);
          });
    }
  }

  /** Cancels all streams. */
  public void cancel() {
    streams.forEach(EventStream::cancel);
  }
}
