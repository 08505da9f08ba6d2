package orchestrator.server.event;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One subscriber's walk through the log. Keeps nothing but the id of the last event that was sent,
 * so a subscriber that does not read costs no memory here and delays nobody.
 */
final class ChannelStream implements EventStream {
  private final ChannelEvents events;
  private final EventSink sink;
  private final Executor executor;
  private final AtomicInteger wanted = new AtomicInteger();
  private String last;
  private volatile boolean cancelled;

  ChannelStream(ChannelEvents events, String last, EventSink sink, Executor executor) {
    this.events = events;
    this.last = last;
    this.sink = sink;
    this.executor = executor;
  }

  @Override
  public void resume() {
    // A subscriber that is not ready costs nothing: its sink resumes the stream when it is.
    // One task at a time; whoever asks meanwhile makes it look once more.
    if (!cancelled && sink.isReady() && wanted.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    int seen;
    do {
      seen = wanted.get();
      try {
        if (sendSome()) {
          // There may be more, for which others need not wait.
          executor.execute(this::run);
          return;
        }
      } catch (RuntimeException | Error e) {
        cancel();
        sink.fail(e);
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  /** Sends what one look at the log gives; false when there is nothing to send, or nobody ready. */
  private boolean sendSome() {
    if (cancelled || !sink.isReady()) {
      return false;
    }
    List<LoggedEvent> next = events.after(last);
    for (LoggedEvent event : next) {
      if (cancelled || !sink.isReady()) {
        return false;
      }
      sink.send(event);
      last = event.id();
    }
    return !next.isEmpty();
  }

  @Override
  public void cancel() {
    cancelled = true;
    events.remove(this);
  }
}
