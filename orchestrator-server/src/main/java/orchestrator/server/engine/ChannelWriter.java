package orchestrator.server.engine;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.server.call.CallQueue;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.storage.StorageException;
import orchestrator.server.storage.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one channel: runs waiting calls one after the other, each on the state that those before
 * it left, makes them durable in groups, and only then answers.
 *
 * <p>While a group is being made durable, the next one forms on top of it. Nobody of that one is
 * told anything before the group below is durable, and if that fails, it fails too.
 *
 * <p>Has no thread: its work are tasks on the executor, of which at most one runs calls, and at
 * most one commits.
 */
final class ChannelWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelWriter.class);

  /** Groups that are committed in a row before other channels get their turn. */
  private static final int TURN = 16;

  /**
   * Calls that a group has when it no longer waits for more while nothing is being committed. Fewer
   * cost more for their commits than is won by running the next calls meanwhile.
   */
  private static final int WORTH_A_COMMIT = 16;

  private static final long NO_TERM = -1;

  /** Clocks that are kept in step differ by less. */
  private static final long TOLERATED_MICROS = 1_000_000;

  private final String channel;
  private final Store store;
  private final Clock clock;
  private final Executor executor;
  private final ChannelListener listener;
  private final CallQueue<QueuedCall<?, ?>> queue;
  private final AtomicInteger unanswered = new AtomicInteger();

  private final Object turn = new Object();
  // While somebody fills it, nobody else touches it.
  private CommitGroup forming;
  private boolean filling;
  private boolean committing;
  // Where the durable log ends, and why what is being filled cannot follow it any more.
  private LogPosition end;
  private @Nullable Throwable broken;

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
    this.queue = new CallQueue<>(limit);
    this.end = LogPosition.last(store.latest());
    this.forming = CommitGroup.on(store.latest(), end, NO_TERM);
    tellIfAhead(end);
  }

  private void tellIfAhead(LogPosition position) {
    long now = clock.micros();
    if (position.micros() - now > TOLERATED_MICROS) {
      listener.ahead(position.micros(), now);
    }
  }

  /** By how many microseconds the last date of the durable log is ahead of the clock; 0 if not. */
  long microsAhead() {
    synchronized (turn) {
      return Math.max(0, end.micros() - clock.micros());
    }
  }

  CallQueue<QueuedCall<?, ?>> queue() {
    return queue;
  }

  /** Adds a call; its outcome is told. */
  void submit(QueuedCall<?, ?> call) {
    unanswered.incrementAndGet();
    switch (queue.offer(call)) {
      case TAKEN -> schedule();
      case FULL -> {
        unanswered.decrementAndGet();
        listener.refused();
        call.fail(BusyException.full(channel));
      }
      case CLOSED -> {
        unanswered.decrementAndGet();
        call.fail(BusyException.stopping());
      }
    }
  }

  /** Refuses calls from now on; those that wait are still run. */
  void stop() {
    queue.close();
  }

  /** True if every call that was taken has been told its outcome. */
  boolean isIdle() {
    return unanswered.get() == 0;
  }

  private void schedule() {
    synchronized (turn) {
      if (filling || forming.isFull() || queue.calls() == 0) {
        return;
      }
      filling = true;
    }
    executor.execute(this::fill);
  }

  /** Runs what waits, and commits it unless the group before it is being committed still. */
  private void fill() {
    CommitGroup group = forming;
    try {
      group = current();
      while (!group.isFull() && !isBroken() && !isDue(group)) {
        Optional<QueuedCall<?, ?>> next = queue.poll();
        if (next.isEmpty()) {
          break;
        }
        run(group, next.get());
      }
    } catch (RuntimeException e) {
      refuse(e);
    } finally {
      filled(group);
    }
  }

  /** The group that forms; begun anew where the state has changed beneath it. */
  private CommitGroup current() {
    synchronized (turn) {
      if (!committing && forming.isEmpty()) {
        long term = store.term();
        if (forming.term() != term) {
          end = LogPosition.last(store.latest());
          tellIfAhead(end);
          forming = CommitGroup.on(store.latest(), end, term);
        }
      }
      return forming;
    }
  }

  /** Whether the store would be idle while the group grows further. */
  private boolean isDue(CommitGroup group) {
    synchronized (turn) {
      return !committing && group.calls() >= WORTH_A_COMMIT;
    }
  }

  private boolean isBroken() {
    synchronized (turn) {
      return broken != null;
    }
  }

  /** Tells all that wait that the storage takes no writes now. */
  private void refuse(RuntimeException why) {
    for (Optional<QueuedCall<?, ?>> next = queue.poll(); next.isPresent(); next = queue.poll()) {
      next.get().fail(why);
      unanswered.decrementAndGet();
    }
  }

  private void run(CommitGroup group, QueuedCall<?, ?> call) {
    if (call.caller().gone().getAsBoolean()) {
      call.cancel();
      unanswered.decrementAndGet();
    } else {
      group.run(call, channel, clock, store);
    }
  }

  private void filled(CommitGroup group) {
    Optional<CommitGroup> ready;
    Throwable failure;
    synchronized (turn) {
      filling = false;
      failure = broken;
      broken = null;
      if (failure != null) {
        forming = CommitGroup.on(store.latest(), end, group.term());
      }
      ready = committing ? Optional.empty() : take();
    }
    if (failure != null) {
      fail(group, failure);
    }
    schedule();
    ready.ifPresent(this::commit);
  }

  /** The group that formed, if there is one; from now on it is being committed. */
  private Optional<CommitGroup> take() {
    if (forming.isEmpty()) {
      return Optional.empty();
    }
    committing = true;
    CommitGroup taken = forming;
    forming = taken.next(store.latest());
    return Optional.of(taken);
  }

  /** Commits a group and those that form meanwhile, for a turn: channels may share a thread. */
  private void commit(CommitGroup first) {
    Optional<CommitGroup> next = Optional.of(first);
    for (int groups = 0; next.isPresent() && groups < TURN; groups++) {
      CommitGroup group = next.get();
      if (!makeDurable(group)) {
        return;
      }
      next = nextAfter(group);
      schedule();
      if (next.isPresent()) {
        executor.execute(() -> answer(group));
      } else {
        answer(group);
      }
    }
    next.ifPresent(group -> executor.execute(() -> commit(group)));
  }

  /** A group of calls that changed nothing had its turn too: what they saw is durable by now. */
  private boolean makeDurable(CommitGroup group) {
    if (group.changes().isEmpty()) {
      return isOfNow(group);
    }
    long start = System.nanoTime();
    try {
      store.commit(group.term(), group.changes());
    } catch (RuntimeException | Error e) {
      failed(group, e);
      return false;
    }
    publish(group, System.nanoTime() - start);
    tellIfAhead(group.position());
    return true;
  }

  /** Whether what the group's calls saw is the state still. */
  private boolean isOfNow(CommitGroup group) {
    try {
      if (store.term() == group.term()) {
        return true;
      }
      failed(group, new StorageException("the state has been changed by another server"));
    } catch (StorageException e) {
      failed(group, e);
    }
    return false;
  }

  private void publish(CommitGroup group, long nanos) {
    try {
      listener.committed(group.calls(), nanos, group.events());
    } catch (RuntimeException | Error e) {
      // It is durable all the same, and the callers are to be told.
      LOG.error("events of a commit could not be published", e);
    }
  }

  private Optional<CommitGroup> nextAfter(CommitGroup durable) {
    synchronized (turn) {
      end = durable.position();
      committing = false;
      return filling ? Optional.empty() : take();
    }
  }

  private void answer(CommitGroup group) {
    group.answer();
    unanswered.addAndGet(-group.calls());
  }

  private void failed(CommitGroup group, Throwable why) {
    Optional<CommitGroup> above = Optional.empty();
    synchronized (turn) {
      committing = false;
      if (filling) {
        broken = why;
      } else {
        above = Optional.of(forming);
        forming = CommitGroup.on(store.latest(), end, group.term());
      }
    }
    fail(group, why);
    above.ifPresent(next -> fail(next, why));
    listener.failed(why);
    schedule();
  }

  private void fail(CommitGroup group, Throwable why) {
    group.fail(why);
    unanswered.addAndGet(-group.calls());
  }
}
