package orchestrator.server.ledger;

import java.util.Optional;
import java.util.concurrent.Executor;
import orchestrator.server.call.CallQueue;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.engine.BusyException;
import orchestrator.server.metrics.ChannelMetrics;

/**
 * Runs the writes of a channel: so many at the same time, while the others wait and the
 * organizations take turns. Has no thread: its work are tasks on the executor.
 */
final class WriteExecutor {
  private final String channel;
  private final CallQueue<PendingWrite<?, ?>> queue;
  private final int concurrency;
  private final Executor executor;
  private final ChannelMetrics metrics;
  private int running;

  WriteExecutor(
      String channel,
      QueueLimit limit,
      int concurrency,
      Executor executor,
      ChannelMetrics metrics) {
    this.channel = channel;
    this.queue = new CallQueue<>(limit);
    this.concurrency = concurrency;
    this.executor = executor;
    this.metrics = metrics;
    metrics.watchQueue(queue::calls, queue::bytes);
  }

  /** Takes a call; its outcome is told. */
  void submit(PendingWrite<?, ?> write) {
    switch (queue.offer(write)) {
      case TAKEN -> {
        if (begin()) {
          executor.execute(this::run);
        }
      }
      case FULL -> {
        metrics.rejected();
        write.fail(BusyException.full(channel));
      }
      case CLOSED -> write.fail(BusyException.stopping());
    }
  }

  private synchronized boolean begin() {
    if (running == concurrency) {
      return false;
    }
    running++;
    return true;
  }

  private void run() {
    for (Optional<PendingWrite<?, ?>> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  /** The next call; when there is none, this runner has ended, and a call that comes begins one. */
  private synchronized Optional<PendingWrite<?, ?>> next() {
    Optional<PendingWrite<?, ?>> next = queue.poll();
    if (next.isEmpty()) {
      running--;
    }
    return next;
  }

  /** Refuses calls from now on; those that wait are still run. */
  void stop() {
    queue.close();
  }

  /** True if every call that was taken is answered. */
  synchronized boolean isIdle() {
    return running == 0 && queue.calls() == 0;
  }
}
