package orchestrator.scenario.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import orchestrator.client.spec.Keys;
import orchestrator.proto.ApplyTaskActionResponse;
import orchestrator.proto.AssetKind;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskStatus;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlanTest {
  private FakeServer server;
  private ApiProxies proxies;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
  }

  @AfterEach
  void end() throws Exception {
    proxies.close();
    server.close();
  }

  private Proxy node(String shape, String eventWait) {
    proxies =
        (ApiProxies)
            new ApiProxyType()
                .open(
                    Map.of(
                        "server",
                        server.target(),
                        "transaction",
                        "plan",
                        "shape",
                        shape,
                        "event-wait",
                        eventWait));
    return proxies.connect(JsonNodeFactory.instance.objectNode());
  }

  private static void await(CompletionStage<?> end) throws Exception {
    end.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static String task(int number) {
    return Keys.named("scenario/task/run-1-0-0/" + number);
  }

  /** What was done, as {@code 0 EXECUTING}. */
  private List<String> done(int tasks) {
    List<String> keys = new ArrayList<>();
    for (int number = 0; number < tasks; number++) {
      keys.add(task(number));
    }
    return server.applied.stream()
        .map(
            each ->
                keys.indexOf(each.getComputeTaskKey())
                    + " "
                    + each.getAction().name().replace("TASK_ACTION_", ""))
        .toList();
  }

  private void tellDone(String key) {
    server.tell(
        Event.newBuilder()
            .setId("done-" + key)
            .setAssetKey(key)
            .setAssetKind(AssetKind.ASSET_COMPUTE_TASK)
            .setEventKind(EventKind.EVENT_ASSET_UPDATED)
            .setComputeTask(ComputeTask.newBuilder().setStatus(ComputeTaskStatus.STATUS_DONE))
            .build());
  }

  @Test
  void theTasksOfAChainAreDoneOneAfterAnother() throws Exception {
    Sent sent = Sent.of(0, "ab");

    await(node("chain:3", "0").transact(sent));

    assertThat(done(3))
        .containsExactly("0 EXECUTING", "0 DONE", "1 EXECUTING", "1 DONE", "2 EXECUTING", "2 DONE");
    assertThat(sent.phases()).containsExactly(Phase.ANSWERED, Phase.COMMITTED);
  }

  @Test
  void noTaskOfALargeGridBeginsBeforeItsParentsAreDone() throws Exception {
    await(node("grid:200", "0").transact(Sent.of(0, "")));

    List<String> done = done(200);
    assertThat(done).hasSize(400).doesNotHaveDuplicates();
    PlanShape shape = PlanShape.read("shape", "grid:200");
    for (int task = 0; task < 200; task += 7) {
      for (int parent : shape.parents(task)) {
        assertThat(done.indexOf(task + " EXECUTING")).isGreaterThan(done.indexOf(parent + " DONE"));
      }
    }
  }

  @Test
  void aPlanIsCommittedWhenTheLastOfItsTasksAreToldToBeDone() throws Exception {
    Proxy node = node("fan:3", "20");
    server.subscriptions.take();
    server.action =
        (action, observer) -> {
          FakeServer.answer(observer, ApplyTaskActionResponse.getDefaultInstance());
          if (action.getAction() == ComputeTaskAction.TASK_ACTION_DONE) {
            tellDone(action.getComputeTaskKey());
          }
        };
    Sent sent = Sent.of(0, "");

    await(node.transact(sent));

    assertThat(sent.phases()).containsExactlyInAnyOrder(Phase.ANSWERED, Phase.COMMITTED);
  }

  @Test
  void theEventOfOneOfTheLastTasksIsNotEnough() throws Exception {
    Proxy node = node("fan:3", "0.2");
    server.subscriptions.take();
    server.action =
        (action, observer) -> {
          FakeServer.answer(observer, ApplyTaskActionResponse.getDefaultInstance());
          if (action.getComputeTaskKey().equals(task(1))) {
            tellDone(task(1));
          }
        };

    assertThatThrownBy(() -> await(node.transact(Sent.of(0, ""))))
        .hasMessageContaining("The plan is done, but the event did not come within 200 ms.");
  }

  @Test
  void afterACallThatFailsNoFurtherTaskBegins() throws Exception {
    Proxy node = node("chain:3", "0");
    server.action =
        (action, observer) -> {
          if (action.getAction() == ComputeTaskAction.TASK_ACTION_DONE) {
            observer.onError(
                Status.INVALID_ARGUMENT.withDescription("OE0104: not so").asException());
          } else {
            FakeServer.answer(observer, ApplyTaskActionResponse.getDefaultInstance());
          }
        };

    assertThatThrownBy(() -> await(node.transact(Sent.of(0, ""))))
        .hasMessageContaining("ApplyTaskAction: OE0104: not so");
    assertThat(done(3)).containsExactly("0 EXECUTING", "0 DONE");
  }

  @Test
  void aClosedNodeDrivesItsPlansNoFurther() throws Exception {
    Proxy node = node("chain:1000", "0");
    AtomicBoolean closed = new AtomicBoolean();
    server.action =
        (action, observer) -> {
          if (!closed.getAndSet(true)) {
            node.close();
          }
          FakeServer.answer(observer, ApplyTaskActionResponse.getDefaultInstance());
        };

    assertThatThrownBy(() -> await(node.transact(Sent.of(0, ""))));
    assertThat(done(1000)).hasSizeLessThanOrEqualTo(2);
  }
}
