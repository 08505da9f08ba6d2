package orchestrator.e2e.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import orchestrator.e2e.harness.Waiting;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.NewComputePlan;

/** Registers plans in several threads, each until a call of its own is UNAVAILABLE. */
final class PlanWriters implements AutoCloseable {
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final List<Future<Status>> ends = new ArrayList<>();
  private final AtomicLong slowest = new AtomicLong();
  private final ExecutorService threads;

  private PlanWriters(ExecutorService threads) {
    this.threads = threads;
  }

  /** Starts {@code count} of them. */
  static PlanWriters start(Party party, String name, int count) {
    PlanWriters writers = new PlanWriters(Executors.newFixedThreadPool(count));
    for (int i = 0; i < count; i++) {
      writers.ends.add(writers.threads.submit(() -> writers.write(party, name)));
    }
    return writers;
  }

  private Status write(Party party, String name) {
    while (true) {
      NewComputePlan.Builder plan =
          NewComputePlan.newBuilder().setKey(UUID.randomUUID().toString()).setName(name);
      long begin = System.nanoTime();
      try {
        acknowledged.add(party.register(plan).getKey());
        slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        return e.getStatus();
      }
    }
  }

  /** Waits until that many plans, of all of them together, were acknowledged. */
  void awaitAcknowledged(int plans) throws InterruptedException {
    Waiting waiting = new Waiting(OnCouchDb.PATIENCE);
    while (acknowledged() < plans) {
      assertThat(ends).as("they get on").noneMatch(Future::isDone);
      assertThat(waiting.isOver()).as("%s of %s plans in vain", acknowledged(), plans).isFalse();
      waiting.pause();
    }
  }

  /** How long the slowest of the plans that were acknowledged up to now took. */
  Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  /** How many plans, of all of them together, were acknowledged up to now. */
  int acknowledged() {
    return acknowledged.size();
  }

  /** Waits until each of them was refused; answers the keys of the plans that were acknowledged. */
  List<String> untilRefused() throws Exception {
    for (Future<Status> end : ends) {
      end.get(OnCouchDb.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
