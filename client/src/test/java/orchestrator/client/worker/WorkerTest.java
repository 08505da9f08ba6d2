package orchestrator.client.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskInput;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.DataManager;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.Function;
import orchestrator.proto.Model;
import orchestrator.proto.NewDataManager;
import org.junit.jupiter.api.Test;

/** Which tasks a worker computes, and when. */
class WorkerTest extends WithServer {
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
  void aTaskIsGivenItsFunctionAndItsDataManager() throws Exception {
    DataManager manager =
        client.call(
            DataManagerServiceGrpc.getRegisterDataManagerMethod(),
            NewDataManager.newBuilder().setKey(Keys.random()).setName("records").build());
    String withData = Keys.random();
    server.put(
        ComputeTask.newBuilder()
            .setKey(withData)
            .setFunctionKey("train-key")
            .setWorker("MyOrg1MSP")
            .setStatus(ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT)
            .addInputs(
                ComputeTaskInput.newBuilder().setIdentifier("opener").setAssetKey(manager.getKey()))
            .build());
    String without = waitingTask();
    Map<String, Optional<DataManager>> managers = new ConcurrentHashMap<>();
    Set<Function> functions = ConcurrentHashMap.newKeySet();
    try (Worker worker =
        worker()
            .function(
                "train",
                task -> {
                  managers.put(task.task().getKey(), task.dataManager());
                  functions.add(task.function());
                })
            .start()) {
      awaitDone(withData);
      awaitDone(without);
      assertThat(worker.completion()).isNotDone();
    }
    assertThat(managers)
        .containsOnly(entry(withData, Optional.of(manager)), entry(without, Optional.empty()));
    assertThat(functions).containsExactly(server.function("train-key"));
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
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class)
          .withCause(fault);
    }
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
}
