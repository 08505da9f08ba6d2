package orchestrator.client.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.fake.Await;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {
  private static final Addressable LOG = Addressables.of("log", "https://store.example.org/log");

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().retryBudget(Duration.ofMillis(200)).build();
    server.put(Function.newBuilder().setKey("train-key").setName("train").build());
    server.put(Function.newBuilder().setKey("test-key").setName("test").build());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private WorkerBuilder worker() {
    return Worker.builder(client).backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
  }

  private String task(String functionKey, ComputeTaskStatus status) {
    return task("", functionKey, status);
  }

  private String task(String plan, String functionKey, ComputeTaskStatus status) {
    String key = Keys.random();
    server.put(
        ComputeTask.newBuilder()
            .setKey(key)
            .setComputePlanKey(plan)
            .setFunctionKey(functionKey)
            .setWorker("MyOrg1MSP")
            .setStatus(status)
            .build());
    return key;
  }

  private String waitingTask() {
    return task("train-key", ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private String waitingTask(String plan) {
    return task(plan, "train-key", ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  private void awaitDone(String task) throws InterruptedException {
    Await.until(() -> server.status(task) == ComputeTaskStatus.STATUS_DONE);
  }

  private static Addressable model(String content) {
    return Addressables.of(content, "https://store.example.org/" + content);
  }

  @Test
  void itComputesWhatWaitsAndWhatComesLater() throws Exception {
    String before = waitingTask();
    try (Worker worker =
        worker()
            .function("train", task -> task.registerModel("model", model(task.task().getKey())))
            .start()) {
      awaitDone(before);
      String later = waitingTask();
      awaitDone(later);

      assertThat(server.models())
          .extracting(Model::getComputeTaskKey)
          .containsExactly(before, later);
      assertThat(worker.completion()).isNotDone();
    }
  }

  @Test
  void itLeavesTasksOfFunctionsThatItDoesNotKnow() throws Exception {
    String other = task("test-key", ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    String known = waitingTask();
    try (Worker worker = worker().function("train", task -> {}).start()) {
      awaitDone(known);
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(server.status(other)).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void itLeavesTasksThatItIsNotMeantToCompute() throws Exception {
    String another = waitingTask();
    String executing = task("train-key", ComputeTaskStatus.STATUS_EXECUTING);
    String wanted = Keys.random();
    try (Worker worker =
        worker()
            .function("train", task -> {})
            .tasks(task -> task.getComputePlanKey().equals(wanted))
            .start()) {
      String announced = waitingTask();
      String mine = waitingTask(wanted);
      awaitDone(mine);
      awaitDone(waitingTask(wanted));

      assertThat(server.status(announced))
          .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(server.status(another))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(server.status(executing)).isEqualTo(ComputeTaskStatus.STATUS_EXECUTING);
  }

  @Test
  void aPredicateThatThrowsEndsTheWorker() {
    IllegalStateException fault = new IllegalStateException("cannot decide");
    waitingTask();
    try (Worker worker =
        worker()
            .function("train", task -> {})
            .tasks(
                task -> {
                  throw fault;
                })
            .start()) {
      assertThat(worker.completion())
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class)
          .withCause(fault);
    }
  }

  @Test
  void anExceptionBecomesAFailureReportWithItsLog() throws Exception {
    String task = waitingTask();
    try (Worker worker =
        worker()
            .function(
                "train",
                context -> {
                  throw new IllegalStateException("diverged");
                })
            .failureLog((failed, cause) -> Optional.of(LOG))
            .start()) {
      Await.until(() -> server.status(task) == ComputeTaskStatus.STATUS_FAILED);
      assertThat(worker.completion()).isNotDone();
    }
    FailureReport report = server.failures().get(0);
    assertThat(report.getErrorType()).isEqualTo(ErrorType.ERROR_TYPE_EXECUTION);
    assertThat(report.getLogsAddress()).isEqualTo(LOG);
  }

  @Test
  void aFailureWithoutLogIsReportedAsInternal() throws Exception {
    String task = waitingTask();
    try (Worker worker =
        worker()
            .function(
                "train",
                context -> {
                  throw new StackOverflowError();
                })
            .start()) {
      Await.until(() -> server.status(task) == ComputeTaskStatus.STATUS_FAILED);
      assertThat(worker.completion()).isNotDone();
    }
    FailureReport report = server.failures().get(0);
    assertThat(report.getErrorType()).isEqualTo(ErrorType.ERROR_TYPE_INTERNAL);
    assertThat(report.hasLogsAddress() && !report.getLogsAddress().getChecksum().isEmpty())
        .isFalse();
  }

  @Test
  void afterACrashItTakesUpWhatWasExecutingAndFindsItsModels() throws Exception {
    String task = task("train-key", ComputeTaskStatus.STATUS_EXECUTING);
    Model first =
        client.call(
            ModelServiceGrpc.getRegisterModelMethod(),
            NewModel.newBuilder()
                .setKey(Keys.random())
                .setComputeTaskKey(task)
                .setComputeTaskOutputIdentifier("model")
                .setAddress(model("first"))
                .build());
    ConcurrentLinkedQueue<Model> standing = new ConcurrentLinkedQueue<>();
    try (Worker worker =
        worker()
            .function(
                "train",
                context -> {
                  standing.addAll(context.registeredModels("model"));
                  standing.add(context.registerModel("model", model("again")));
                  context.registerModel("other", model("new"));
                })
            .start()) {
      awaitDone(task);
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(standing).containsExactly(first, first);
    assertThat(server.models()).hasSize(2);
  }

  @Test
  void aTaskThatSomebodyElseTookIsLeftToThem() throws Exception {
    String lost = waitingTask();
    server
        .faults()
        .refuse(
            ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
            Status.INVALID_ARGUMENT.withDescription(
                "OE0104: event transitionExecuting inappropriate in current state STATUS_DONE"));
    AtomicInteger runs = new AtomicInteger();
    try (Worker worker = worker().function("train", task -> runs.incrementAndGet()).start()) {
      Await.until(
          () ->
              !server.faults().calls(ComputeTaskServiceGrpc.getApplyTaskActionMethod()).isEmpty());
      awaitDone(waitingTask());
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(runs).hasValue(1);
    assertThat(server.status(lost)).isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  @Test
  void noMoreTasksRunAtOnceThanAllowed() throws Exception {
    List<String> tasks = Stream.generate(this::waitingTask).limit(20).toList();
    Semaphore free = new Semaphore(3);
    try (Worker worker =
        worker()
            .concurrency(3)
            .function(
                "train",
                task -> {
                  if (!free.tryAcquire()) {
                    throw new IllegalStateException("a fourth task runs");
                  }
                  Thread.sleep(5);
                  free.release();
                })
            .start()) {
      for (String task : tasks) {
        awaitDone(task);
      }
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(server.failures()).isEmpty();
  }

  @Test
  void stoppingFinishesWhatRunsAndTakesNothingNew() throws Exception {
    String running = waitingTask();
    String waiting = waitingTask();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Worker worker =
        worker()
            .function(
                "train",
                task -> {
                  entered.countDown();
                  leave.await();
                })
            .start();
    entered.await();

    assertThat(worker.stop(Duration.ofMillis(200))).isFalse();
    leave.countDown();
    worker.close();

    assertThat(server.status(running)).isEqualTo(ComputeTaskStatus.STATUS_DONE);
    assertThat(server.status(waiting))
        .isEqualTo(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
    assertThat(worker.completion()).isCompleted();
  }

  @Test
  void aTaskOutlastsAServerThatGoesAwayInItsMiddle() throws Exception {
    String task = waitingTask();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    try (Worker worker =
        worker()
            .function(
                "train",
                context -> {
                  runs.incrementAndGet();
                  entered.countDown();
                  away.await();
                  context.registerModel("model", model("m"));
                })
            .start()) {
      entered.await();
      server.restart(
          () -> {
            away.countDown();
            Thread.sleep(600);
          });
      awaitDone(task);
      awaitDone(waitingTask());
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(runs.get()).isGreaterThan(2);
    assertThat(server.failures()).isEmpty();
  }
}
