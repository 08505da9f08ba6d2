package orchestrator.client.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import orchestrator.client.fake.Await;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.ErrorType;
import orchestrator.proto.FailureReport;
import orchestrator.proto.Model;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.NewModel;
import org.junit.jupiter.api.Test;

/** What becomes of a task when something goes wrong with it. */
class WorkerFaultsTest extends WithServer {
  private static final Addressable LOG = Addressables.of("log", "https://store.example.org/log");

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
