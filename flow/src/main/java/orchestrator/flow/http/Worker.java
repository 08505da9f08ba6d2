package orchestrator.flow.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import orchestrator.flow.Message;
import orchestrator.flow.Retry;
import orchestrator.flow.wire.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the requests of a host, and brings their answers to orchestrators. */
final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long MOST_CHARS = 256L << 20;

  private final Settings settings;
  private final Inbox inbox;
  private final ThreadPoolExecutor pool;
  private final Courier courier;
  // What is not with an orchestrator yet.
  private final Set<String> unsettled = ConcurrentHashMap.newKeySet();
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean isClosing;
  private volatile boolean isStopped;

  Worker(Settings settings, int mostMessages, int threads) {
    this.settings = settings;
    this.inbox =
        new Inbox(mostMessages, Math.min(MOST_CHARS, Runtime.getRuntime().maxMemory() / 8));
    this.pool = Threads.pool(threads, "service-host");
    this.courier = new Courier(settings);
  }

  /** Takes a request, unless it was taken before; tells which of these it is. */
  Inbox.Arrival take(Job job, Envelope envelope, int chars) {
    Inbox.Arrival arrival = inbox.arrived(job.key(), chars);
    if (arrival instanceof Inbox.New) {
      unsettled.add(job.key());
      begin(job, envelope);
    } else if (arrival instanceof Inbox.Again again && again.done().refusal() == null) {
      deliver(job, again.done().answer());
    }
    return arrival;
  }

  private void begin(Job job, Envelope envelope) {
    Message<?> message;
    try {
      message = envelope.toService(job.service());
    } catch (RuntimeException e) {
      // What the service does not take is its failure, as one of a command is.
      deliver(job, job.failed(e, settings.codec()));
      return;
    }
    attempt(job, message, 1);
  }

  private void attempt(Job job, Message<?> message, int tries) {
    try {
      pool.execute(() -> run(job, message, tries));
    } catch (RejectedExecutionException e) {
      forget(job.key());
    }
  }

  @SuppressWarnings("CatchThrowable") // An error of a command is one of its ways to fail.
  private void run(Job job, Message<?> message, int tries) {
    try {
      if (job.service().isAsync()) {
        var unusedStage =
            job.service()
                .answerAsync(message)
                .whenComplete(
                    (answer, failure) -> {
                      if (failure == null) {
                        answered(job, answer);
                      } else {
                        failed(job, message, tries, failure);
                      }
                    });
      } else {
        answered(job, job.service().answer(message));
      }
    } catch (Throwable e) {
      failed(job, message, tries, e);
    }
  }

  private void answered(Job job, Optional<Message<?>> answer) {
    if (!isStopped) {
      deliver(job, job.given(answer, settings.codec()));
    }
  }

  private void failed(Job job, Message<?> message, int tries, Throwable failure) {
    if (isStopped) {
      // What was interrupted has not failed: it comes again.
      return;
    }
    Retry retry = message.header().retry();
    if (retry == null || tries >= retry.tries()) {
      LOG.warn("{} failed at {}", job.service().name(), job.request().hop(), failure);
      deliver(job, job.failed(failure, settings.codec()));
    } else if (isClosing) {
      forget(job.key());
    } else {
      courier.later(() -> attempt(job, message, tries + 1), retry.delay(tries));
    }
  }

  private void deliver(Job job, Letter answer) {
    courier.send(
        answer,
        new Courier.Watch() {
          @Override
          public boolean isWanted() {
            return true;
          }

          @Override
          public void taken() {
            inbox.taken(job.key());
            settled(job.key());
          }

          @Override
          public void done() {
            inbox.done(job.key(), new Inbox.Done(answer, null));
            settled(job.key());
          }

          @Override
          public void gaveUp(String reason, boolean isRefused) {
            later(() -> dead(job, answer, reason, isRefused));
          }
        });
  }

  /** An orchestrator that does not want what the command gave is told that the visit failed. */
  private void dead(Job job, Letter answer, String reason, boolean isRefused) {
    HttpFlows.keep(settings.deadLetters(), answer.dead(reason));
    if (!isRefused) {
      forget(job.key());
    } else if (answer.kind() == DeadLetter.Kind.FAILED) {
      inbox.done(job.key(), new Inbox.Done(answer, reason));
      settled(job.key());
    } else {
      deliver(job, job.failed(new IllegalStateException(reason), settings.codec()));
    }
  }

  void resend(DeadLetter dead) {
    boolean unusedWasThere = settings.deadLetters().remove(dead.id());
    Envelope envelope = settings.codec().read(dead.message());
    Letter letter = new Letter(dead.to(), dead.kind(), envelope.raw().hop(), dead.message(), "");
    courier.send(
        letter,
        new Courier.Watch() {
          @Override
          public boolean isWanted() {
            return true;
          }

          @Override
          public void taken() {}

          @Override
          public void done() {}

          @Override
          public void gaveUp(String reason, boolean isRefused) {
            later(() -> HttpFlows.keep(settings.deadLetters(), letter.dead(reason)));
          }
        });
  }

  /** Files are not written in the threads that read from the network. */
  private void later(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed", e);
    }
  }

  private void forget(String key) {
    inbox.forget(key);
    settled(key);
  }

  private void settled(String key) {
    unsettled.remove(key);
    if (isClosing && unsettled.isEmpty()) {
      idle.countDown();
    }
  }

  @Override
  public void close() {
    isClosing = true;
    if (unsettled.isEmpty()) {
      idle.countDown();
    }
    try {
      boolean isIdle = idle.await(settings.grace().toMillis(), TimeUnit.MILLISECONDS);
      if (!isIdle) {
        LOG.warn("{} requests are not done, and come again", unsettled.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    isStopped = true;
    courier.close();
    List<Runnable> unusedTasks = pool.shutdownNow();
  }
}
