package orchestrator.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import orchestrator.lib.operation.Operation;
import orchestrator.lib.transaction.SizeLimits;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.server.Eventually;
import orchestrator.server.call.CallContext;
import orchestrator.server.call.QueueLimit;
import orchestrator.server.engine.AnswerCallback;
import orchestrator.server.engine.BusyException;
import orchestrator.server.metrics.Metrics;
import org.junit.jupiter.api.Test;

/** The calls are of clients that have gone by the time that they run, so no peer is needed. */
class WriteExecutorTest {
  private static final String CHANNEL = "mychannel";
  private static final QueueLimit ROOMY = new QueueLimit(100, 1000);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final FabricNetwork FABRIC =
      new FabricNetwork(
          "orchestrator",
          Path.of("identities.yaml"),
          new TreeMap<>(),
          new FabricNetwork.Deadlines(PATIENCE, PATIENCE, PATIENCE, PATIENCE),
          PATIENCE,
          1);

  private final Metrics metrics = new Metrics();
  private final LedgerMetrics ledgerMetrics = new LedgerMetrics(metrics.registry());
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

  @Test
  void callsAreRunAndTold() {
    WriteExecutor lane = lane(ROOMY, 1, tasks::add);

    lane.submit(write("a", "org1"));
    assertThat(ran).isEmpty();
    runAll();

    assertThat(ran).containsExactly("a");
    assertThat(failures.get("a")).hasMessage("the client has gone");
  }

  @Test
  void organizationsTakeTurns() {
    WriteExecutor lane = lane(ROOMY, 1, tasks::add);

    lane.submit(write("a1", "org1"));
    lane.submit(write("a2", "org1"));
    lane.submit(write("a3", "org1"));
    lane.submit(write("b1", "org2"));
    lane.submit(write("c1", "org3"));
    runAll();

    assertThat(ran).containsExactly("a1", "b1", "c1", "a2", "a3");
  }

  @Test
  void noMoreCallsRunAtATimeThanAreAllowed() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    BooleanSupplier waiting =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          await(gate);
          running.decrementAndGet();
          return true;
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      WriteExecutor lane = lane(ROOMY, 3, threads);
      for (int i = 0; i < 10; i++) {
        lane.submit(write("call " + i, "org" + i, waiting));
      }
      Eventually.await("three calls run", () -> running.get() == 3);
      assertThat(lane.isIdle()).isFalse();

      gate.countDown();

      Eventually.await("all calls are told", () -> failures.size() == 10);
      Eventually.await("the lane is idle", lane::isIdle);
      assertThat(most).hasValue(3);
    } finally {
      gate.countDown();
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aTaskIsAskedForOnlyWhileMoreCallsMayRun() {
    WriteExecutor lane = lane(ROOMY, 2, tasks::add);

    for (int i = 0; i < 5; i++) {
      lane.submit(write("call " + i, "org1"));
    }

    assertThat(tasks).hasSize(2);
  }

  @Test
  void aLaneThatWasIdleBeginsAgain() {
    WriteExecutor lane = lane(ROOMY, 1, tasks::add);
    lane.submit(write("a", "org1"));
    runAll();

    lane.submit(write("b", "org1"));
    runAll();

    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void aCallThatFindsNoRoomIsRefusedAtOnce() {
    WriteExecutor lane = lane(new QueueLimit(2, 1000), 1, tasks::add);
    lane.submit(write("a", "org1"));
    lane.submit(write("b", "org2"));

    lane.submit(write("c", "org3"));

    assertThat(failures).containsOnlyKeys("c");
    assertThat(failures.get("c"))
        .isInstanceOf(BusyException.class)
        .hasMessage("the queue of channel \"mychannel\" is full, try again later");
    runAll();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void thereIsRoomAgainWhenCallsHaveBeenRun() {
    WriteExecutor lane = lane(new QueueLimit(1, 1000), 1, tasks::add);
    lane.submit(write("a", "org1"));
    runAll();

    lane.submit(write("b", "org1"));
    runAll();

    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void aLaneThatIsStoppedRefusesCallsAndRunsThoseThatWait() {
    WriteExecutor lane = lane(ROOMY, 1, tasks::add);
    lane.submit(write("a", "org1"));
    lane.submit(write("b", "org1"));

    lane.stop();
    lane.submit(write("c", "org1"));

    assertThat(failures).containsOnlyKeys("c");
    assertThat(failures.get("c")).isInstanceOf(BusyException.class);
    assertThat(((BusyException) failures.get("c")).status()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(lane.isIdle()).isFalse();
    runAll();
    assertThat(ran).containsExactly("a", "b");
    assertThat(lane.isIdle()).isTrue();
  }

  private WriteExecutor lane(QueueLimit limit, int concurrency, Executor executor) {
    return new WriteExecutor(CHANNEL, limit, concurrency, executor, metrics.channel(CHANNEL));
  }

  private void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private PendingWrite<NewFunction, Function> write(String name, String organization) {
    return write(name, organization, () -> true);
  }

  private PendingWrite<NewFunction, Function> write(
      String name, String organization, BooleanSupplier gone) {
    BooleanSupplier noted =
        () -> {
          ran.add(name);
          return gone.getAsBoolean();
        };
    return new PendingWrite<>(
        calls(),
        new CallContext(organization, CHANNEL, Optional.empty(), noted),
        new Operation<>(
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            (transaction, request) -> Function.getDefaultInstance(),
            SizeLimits.USUAL),
        NewFunction.getDefaultInstance(),
        new AnswerCallback<>() {
          @Override
          public void answered(Function answer) {
            throw new AssertionError("there is no peer that could answer");
          }

          @Override
          public void failed(Throwable why) {
            failures.put(name, why);
          }
        });
  }

  private LedgerCalls calls() {
    return new LedgerCalls(new LedgerChannel(PATIENCE), FABRIC, PATIENCE, ledgerMetrics);
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
