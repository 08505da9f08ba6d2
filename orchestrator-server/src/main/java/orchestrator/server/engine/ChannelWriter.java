package orchestrator.server.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.lib.operation.Transaction;
import orchestrator.lib.persistence.Overlay;
import orchestrator.proto.Event;
import orchestrator.server.storage.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a channel: runs waiting calls one after the other, each on the state that those
 * before it left, makes the whole group durable with one commit, and only then answers.
 *
 * <p>Has no thread: its work is a task on the executor, and there is at most one at a time.
 */
final class ChannelWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelWriter.class);

  /** Calls in one group; bounds how long the first waits for the commit. */
  private static final int GROUP_CALLS = 256;

  /** Bytes of requests after which a group takes no further call. */
  private static final long GROUP_BYTES = 32 << 20;

  /** Changed keys after which a group takes no further call. */
  private static final int GROUP_CHANGES = 20_000;

  private final String channel;
  private final Store store;
  private final Clock clock;
  private final Executor executor;
  private final ChannelListener listener;
  private final CallQueue queue;
  private final AtomicBoolean running = new AtomicBoolean();
  private LogPosition end;

  ChannelWriter(
      String channel,
      Store store,
      QueueLimit limit,
      Clock clock,
      Executor executor,
      ChannelListener listener) {
    this.channel = channel;
    this.store = store;
    this.clock = clock;
    this.executor = executor;
    this.listener = listener;
    this.queue = new CallQueue(limit);
    this.end = LogPosition.last(store.latest());
  }

  CallQueue queue() {
    return queue;
  }

  /** Adds a call; its outcome is told. */
  void submit(Job<?, ?> job) {
    switch (queue.offer(job)) {
      case TAKEN -> schedule();
      case FULL -> {
        listener.refused();
        job.fail(BusyException.full(channel));
      }
      case CLOSED -> job.fail(BusyException.stopping());
    }
  }

  private void schedule() {
    if (running.compareAndSet(false, true)) {
      executor.execute(this::runGroup);
    }
  }

  /** One group a task, so that channels which share a thread take turns. */
  private void runGroup() {
    try {
      Group group = new Group();
      group.fill();
      group.finish();
    } finally {
      running.set(false);
      if (queue.calls() > 0) {
        schedule();
      }
    }
  }

  /** Refuses calls from now on; those that wait are still run. */
  void stop() {
    queue.close();
  }

  /** True if no call waits or runs. */
  boolean isIdle() {
    return queue.calls() == 0 && !running.get();
  }

  /** Calls that become durable together. */
  private final class Group {
    private final Overlay changes = new Overlay(store.latest());
    private final List<Job<?, ?>> jobs = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private LogPosition position = end;
    private long bytes;

    void fill() {
      while (jobs.size() < GROUP_CALLS
          && bytes < GROUP_BYTES
          && changes.changes().size() < GROUP_CHANGES) {
        Optional<Job<?, ?>> next = queue.poll();
        if (next.isEmpty()) {
          return;
        }
        run(next.get());
      }
    }

    private void run(Job<?, ?> job) {
      if (job.caller().gone().getAsBoolean()) {
        job.cancel();
        return;
      }
      jobs.add(job);
      bytes += job.bytes();
      Overlay own = new Overlay(changes);
      // Dates tell the order of calls even when the machine's clock stands still or goes back.
      long time = Math.max(clock.micros(), position.micros() + 1);
      Transaction transaction =
          new Transaction(own, job.caller().requester(), channel, time, position.next(time));
      if (job.run(transaction)) {
        changes.apply(own);
        events.addAll(transaction.events());
        position = position.plus(time, transaction.events().size());
      }
    }

    /**
     * Publishes the events and tells the outcomes, only when the whole group is durable. Calls that
     * failed, or changed nothing, wait too: what they saw must be durable before anybody is told.
     */
    void finish() {
      if (!changes.changes().isEmpty()) {
        long start = System.nanoTime();
        try {
          store.commit(changes.changes());
        } catch (RuntimeException | Error e) {
          jobs.forEach(job -> job.fail(e));
          listener.failed(e);
          return;
        }
        end = position;
        publish(System.nanoTime() - start);
      }
      jobs.forEach(this::answer);
    }

    private void publish(long nanos) {
      try {
        listener.committed(jobs.size(), nanos, events);
      } catch (RuntimeException | Error e) {
        // It is durable all the same, and the callers are to be told.
        LOG.error("events of a commit could not be published", e);
      }
    }

    private void answer(Job<?, ?> job) {
      try {
        job.answer();
      } catch (RuntimeException | Error e) {
        // It is durable all the same, and the others are to be told.
        LOG.error("an answer could not be given", e);
      }
    }
  }
}
