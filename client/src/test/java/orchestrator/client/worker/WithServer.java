package orchestrator.client.worker;

import java.time.Duration;
import orchestrator.client.Backoff;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.fake.Await;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server for each test, with two functions and such tasks as the test makes. */
@Timeout(120)
abstract class WithServer {
  FakeServer server;
  OrchestratorClient client;

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

  WorkerBuilder worker() {
    return Worker.builder(client).backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
  }

  String task(String functionKey, ComputeTaskStatus status) {
    return task("", functionKey, status);
  }

  String task(String plan, String functionKey, ComputeTaskStatus status) {
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

  String waitingTask() {
    return task("train-key", ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  String waitingTask(String plan) {
    return task(plan, "train-key", ComputeTaskStatus.STATUS_WAITING_FOR_EXECUTOR_SLOT);
  }

  void awaitDone(String task) throws InterruptedException {
    Await.until(() -> server.status(task) == ComputeTaskStatus.STATUS_DONE);
  }

  static Addressable model(String content) {
    return Addressables.of(content, "https://store.example.org/" + content);
  }
}
