package orchestrator.client.event;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.proto.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a channel's events to a handler, one by one and in order, from a {@link Checkpointer} on,
 * until it is closed. When the stream breaks, it subscribes again behind the last event that the
 * handler finished.
 *
 * <pre>{@code
 * try (EventFollower follower =
 *     EventFollower.of(client)
 *         .checkpointer(Checkpointer.inFile(Path.of("last-event")))
 *         .start(event -> System.out.println(event.getAssetKey()))) {
 *   follower.completion().join();
 * }
 * }</pre>
 *
 * <p>Each event is handed over at least once: an event whose handler had not returned when the
 * process died comes again. Without a crash it is handed over exactly once. A slow handler slows
 * down the stream and nothing else; a fixed number of events waits in memory.
 */
public final class EventFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);

  private final OrchestratorClient client;
  private final Checkpointer checkpointer;
  private final Backoff backoff;
  private final int window;
  private final EventHandler handler;
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "event-follower");
  private volatile Optional<EventStream> current = Optional.empty();

  EventFollower(
      OrchestratorClient client,
      Checkpointer checkpointer,
      Backoff backoff,
      int window,
      EventHandler handler) {
    this.client = client;
    this.checkpointer = checkpointer;
    this.backoff = backoff;
    this.window = window;
    this.handler = handler;
    thread.setDaemon(true);
  }

  /** Starts the description of a follower. */
  public static EventFollowerBuilder of(OrchestratorClient client) {
    return new EventFollowerBuilder(client);
  }

  /**
   * How the follower ends: normally when it was closed; with what the handler or the checkpointer
   * threw; or with an {@link OrchestratorException} when the server refuses the subscription for
   * good, for an unknown event id for example.
   */
  public CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /** Stops after the event that is being handled, and waits for that unless the handler calls. */
  @Override
  public void close() {
    stopping.countDown();
    current.ifPresent(EventStream::close);
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      follow();
      completion.complete(null);
    } catch (Throwable e) {
      LOG.error("stopped following events: {}", e.toString());
      completion.completeExceptionally(e);
    }
  }

  private void follow() throws Exception {
    String after = checkpointer.load().orElse("");
    for (int failures = 0; isRunning(); failures++) {
      String last = followStream(after);
      failures = last.equals(after) ? failures : 0;
      after = last;
      if (pause(backoff.delay(failures))) {
        return;
      }
      client.reconnectNow();
    }
  }

  /** Follows until the stream breaks and returns the last event that was finished. */
  private String followStream(String after) throws Exception {
    String last = after;
    try (EventStream stream = EventStream.open(client.grpc(), after, window)) {
      current = Optional.of(stream);
      while (isRunning()) {
        Event event = stream.next();
        if (!isRunning()) {
          break;
        }
        finish(event);
        last = event.getId();
        stream.handled();
      }
    } catch (StatusRuntimeException e) {
      OrchestratorException failure = OrchestratorException.of("SubscribeToEvents", e);
      if (isRunning() && failure.isRefusal()) {
        throw failure;
      }
      LOG.debug("event stream ended behind '{}': {}", last, failure.getMessage());
    }
    return last;
  }

  private void finish(Event event) throws Exception {
    handler.handle(event);
    try {
      checkpointer.store(event.getId());
    } catch (IOException e) {
      throw new IOException("cannot remember event " + event.getId(), e);
    }
  }

  private boolean isRunning() {
    return stopping.getCount() > 0;
  }

  /** Waits; true when the follower was closed meanwhile. */
  private boolean pause(Duration delay) throws InterruptedException {
    return stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
