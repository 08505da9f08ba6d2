package orchestrator.flow.durable;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.OrchestratorException;
import orchestrator.client.batch.Batch;
import orchestrator.client.batch.BatchWriter;
import orchestrator.client.worker.Worker;
import orchestrator.flow.Message;
import orchestrator.flow.Retry;
import orchestrator.flow.error.Causes;
import orchestrator.flow.service.Service;
import orchestrator.flow.wire.MessageCodec;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ProfilingServiceGrpc;
import orchestrator.proto.ProfilingStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs services for durable flows: takes the hops that ask for them, runs their commands, and ends
 * each hop with the answer, or with the reason why there is none.
 *
 * <pre>{@code
 * try (ServiceWorker worker = ServiceWorker.of(client).service(stock).start()) {
 *   worker.completion().join();
 * }
 * }</pre>
 *
 * <p>It waits out any outage of the server. A command runs at least once: when the process dies in
 * the middle, the next one runs it again.
 */
public final class ServiceWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceWorker.class);
  private static final int WRITING_CALLS = 2;
  private static final long PAUSE_MILLIS = 200;

  private final OrchestratorClient client;
  private final Map<String, Service> services;
  private final MessageCodec codec;
  private final MessageStore store;
  private final RunTexts texts;
  private final String claim;
  private final BatchWriter writer;
  private final Worker worker;
  private volatile boolean isClosing;

  ServiceWorker(
      OrchestratorClient client,
      Map<String, Service> services,
      Set<String> owners,
      MessageCodec codec,
      MessageStore store,
      String name,
      int concurrency) {
    this.client = client;
    this.services = Map.copyOf(services);
    this.codec = codec;
    this.store = store;
    this.texts = new RunTexts(codec, store);
    this.claim = name.isEmpty() ? "taken by a service" : "taken by the service worker " + name;
    Set<String> from = Set.copyOf(owners);
    this.writer = new BatchWriter("flow-service", client, WRITING_CALLS);
    this.worker =
        Worker.builder(client)
            .tasks(
                task ->
                    this.services.containsKey(FlowTasks.service(task))
                        && (from.isEmpty() || from.contains(task.getOwner())))
            .concurrency(concurrency)
            .start(this::perform);
  }

  /** Begins the description of a worker for the client's organization. */
  public static ServiceWorkerBuilder of(OrchestratorClient client) {
    return new ServiceWorkerBuilder(client);
  }

  /** How it ends, as a {@link Worker#completion worker} does. */
  public CompletableFuture<Void> completion() {
    return worker.completion();
  }

  /** Nobody else ends what this process has taken, so it goes on however long a server is away. */
  private void perform(ComputeTask found) {
    try {
      for (ComputeTask task = found; !isClosing; task = again(task)) {
        try {
          if (isTaken(task)) {
            write(end(task));
          }
          return;
        } catch (OrchestratorException e) {
          if (!e.isTransient()) {
            throw e;
          }
          LOG.info("hop {} waits for the server: {}", task.getKey(), e.getMessage());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ComputeTask again(ComputeTask task) {
    try {
      return TaskEnds.task(client, task.getKey());
    } catch (OrchestratorException e) {
      if (!e.isTransient()) {
        throw e;
      }
      return task;
    }
  }

  private boolean isTaken(ComputeTask task) {
    if (task.getStatus() == ComputeTaskStatus.STATUS_EXECUTING) {
      ComputeTask now = TaskEnds.task(client, task.getKey());
      if (now.getStatus() != ComputeTaskStatus.STATUS_EXECUTING
          || TaskEnds.reason(client, now).filter(claim::equals).isEmpty()) {
        return false;
      }
      step(task, FlowTasks.TAKEN_AGAIN, Duration.ZERO);
      return true;
    }
    return write(new Batch().started(task.getKey(), claim));
  }

  /** Tells what no status does, in events that everybody sees; a hop does not depend on it. */
  private void step(ComputeTask task, String step, Duration duration) {
    long millis = Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    ProfilingStep told =
        ProfilingStep.newBuilder()
            .setAssetKey(task.getKey())
            .setStep(step)
            .setDuration((int) millis)
            .build();
    try {
      client.call(ProfilingServiceGrpc.getRegisterProfilingStepMethod(), told);
    } catch (OrchestratorException e) {
      LOG.info("'{}' of hop {} is not told: {}", step, task.getKey(), e.getMessage());
    }
  }

  /** Tries as often as the message says, and tells how it ended. */
  private Batch end(ComputeTask task) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Retry retry = null;
      long start = System.nanoTime();
      try {
        Service service = Objects.requireNonNull(services.get(FlowTasks.service(task)));
        var envelope = codec.read(store.read(FlowTasks.message(task)));
        retry = envelope.header().retry();
        Message<?> message = envelope.toService(service);
        return new Batch()
            .done(task.getKey(), texts.answer(message.hop(), answer(service, message)));
      } catch (InterruptedException e) {
        // The process ends, and the hop is for the next one.
        throw e;
      } catch (Throwable e) {
        LOG.warn("hop {} failed", task.getKey(), e);
        if (retry == null || tries >= retry.tries()) {
          return new Batch().failed(task.getKey(), Causes.sentence(e));
        }
        step(
            task,
            "try %d of %d failed".formatted(tries, retry.tries()),
            Duration.ofNanos(System.nanoTime() - start));
        Thread.sleep(retry.delay(tries).toMillis());
        if (TaskEnds.isFinal(TaskEnds.task(client, task.getKey()).getStatus())) {
          return new Batch();
        }
      }
    }
  }

  private static Optional<Message<?>> answer(Service service, Message<?> message) throws Exception {
    if (!service.isAsync()) {
      return service.answer(message);
    }
    try {
      return service.answerAsync(message).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Writes; false when that is refused, because somebody else was faster or has cancelled it. */
  private boolean write(Batch batch) {
    try {
      writer.write(batch).join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof OrchestratorException refusal) {
        LOG.info("a hop is left as it is: {}", refusal.getMessage());
        return false;
      }
      throw e;
    }
  }

  /** Takes no new messages, and waits for those that are worked on. */
  @Override
  public void close() {
    isClosing = true;
    worker.close();
    writer.close();
  }
}
