package orchestrator.client.worker;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorException;
import orchestrator.client.event.EventFollower;
import orchestrator.client.event.EventFollowerBuilder;
import orchestrator.proto.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds work and runs a limited number of pieces at a time: first all that waits, then what the
 * events announce. While all slots are taken the events wait at the server, so that nothing is
 * queued here.
 */
final class WorkLoop<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

  private final PersistentCalls calls;
  private final Work<T> work;
  private final Backoff backoff;
  private final Slots slots;
  private final ExecutorService runners;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private final Thread feeder;

  WorkLoop(String name, PersistentCalls calls, Work<T> work, Backoff backoff, int concurrency) {
    this.calls = calls;
    this.work = work;
    this.backoff = backoff;
    this.slots = new Slots(concurrency);
    AtomicInteger number = new AtomicInteger();
    this.runners =
        Executors.newCachedThreadPool(
            task -> new Thread(task, name + "-" + number.incrementAndGet()));
    this.feeder = new Thread(this::feed, name + "-feeder");
    feeder.setDaemon(true);
  }

  void start() {
    feeder.start();
  }

  CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /** Takes no new work and waits for what runs; false when it still runs after that time. */
  boolean stop(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    slots.close();
    calls.stop();
    feeder.join(Math.max(1, unit.toMillis(timeout)));
    runners.shutdown();
    return runners.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Takes no new work and waits for what runs; interrupts it when interrupted itself. */
  void close() {
    try {
      stop(Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      runners.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void feed() {
    try {
      // Made before the first look, so that nothing can come between the look and the events.
      EventFollowerBuilder events =
          calls.persist(() -> EventFollower.of(calls.client()).backoff(backoff).fromNow());
      calls.persist(this::offerWaiting);
      try (EventFollower follower = events.start(this::offerAnnounced)) {
        CompletableFuture.anyOf(follower.completion(), calls.stopped()).join();
      }
      completion.complete(null);
    } catch (CompletionException e) {
      end(Optional.ofNullable(e.getCause()).orElse(e));
    } catch (RuntimeException e) {
      end(e);
    }
  }

  private void end(Throwable failure) {
    if (calls.isStopping()) {
      completion.complete(null);
      return;
    }
    LOG.error("stopped looking for work: {}", failure.toString());
    completion.completeExceptionally(failure);
  }

  private boolean offerWaiting() {
    try (Stream<T> waiting = work.waiting()) {
      waiting.takeWhile(item -> !calls.isStopping()).forEach(this::offer);
    }
    return true;
  }

  private void offerAnnounced(Event event) {
    work.announced(event).ifPresent(this::offer);
  }

  /** Waits for a slot and runs the item in it, unless it runs already. */
  private void offer(T item) {
    String key = work.key(item);
    if (running.contains(key) || !work.accepts(item) || !acquired()) {
      return;
    }
    running.add(key);
    runners.execute(
        () -> {
          try {
            work.perform(item);
          } catch (OrchestratorException e) {
            LOG.warn("{} is left as it is: {}", key, e.getMessage());
          } catch (RuntimeException e) {
            LOG.error("{} is left as it is", key, e);
          } finally {
            running.remove(key);
            slots.release();
          }
        });
  }

  private boolean acquired() {
    try {
      return slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
