package orchestrator.server.event;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends a subscriber what its cursor finds, as fast as it reads. Keeps no event, so a subscriber
 * that does not read, or has all, costs no thread and no memory here, and delays nobody.
 */
final class EventPump implements EventStream, EventCursor.Outlet {
  private final EventCursor cursor;
  private final EventSink sink;
  private final Executor executor;
  private final Consumer<EventPump> atEnd;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile boolean cancelled;

  /**
   * A pump at rest.
   *
   * @param executor runs the first step after each {@link #resume}; the cursor chooses for those
   *     that follow
   * @param atEnd is told when the stream has been cancelled, or has failed
   */
  EventPump(EventCursor cursor, EventSink sink, Executor executor, Consumer<EventPump> atEnd) {
    this.cursor = cursor;
    this.sink = sink;
    this.executor = executor;
    this.atEnd = atEnd;
  }

  @Override
  public void resume() {
    // A subscriber that is not ready costs nothing: its sink resumes the stream when it is.
    // One task at a time; whoever asks meanwhile makes it look once more.
    if (isOpen() && wanted.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    int seen;
    do {
      seen = wanted.get();
      if (isHandedOn()) {
        return;
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  /** Does one step; true if another task does the next one. */
  private boolean isHandedOn() {
    try {
      Optional<Executor> next = isOpen() ? cursor.advance(this) : Optional.empty();
      next.ifPresent(others -> others.execute(this::run));
      return next.isPresent();
    } catch (RuntimeException | Error e) {
      cancel();
      sink.fail(e);
      return false;
    }
  }

  @Override
  public boolean isOpen() {
    return !cancelled && sink.isReady();
  }

  @Override
  public boolean send(LoggedEvent event) {
    boolean open = isOpen();
    if (open) {
      sink.send(event);
    }
    return open;
  }

  @Override
  public void cancel() {
    cancelled = true;
    atEnd.accept(this);
    cursor.stop();
  }
}
