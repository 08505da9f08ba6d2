package orchestrator.e2e.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.spec.Keys;
import orchestrator.e2e.harness.OwnServer;
import orchestrator.e2e.harness.ServerProcess;
import orchestrator.e2e.harness.ServerSettings;
import orchestrator.e2e.harness.Waiting;
import orchestrator.flow.Block;
import orchestrator.flow.Flow;
import orchestrator.flow.durable.DurableFlows;
import orchestrator.flow.durable.Hop;
import orchestrator.flow.durable.ServiceWorker;
import orchestrator.flow.run.Run;
import orchestrator.flow.run.RunResult;
import orchestrator.flow.service.Service;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.IsPlanRunningParam;
import orchestrator.proto.QueryTasksParam;
import orchestrator.proto.QueryTasksResponse;
import orchestrator.proto.TaskQueryFilter;
import org.junit.jupiter.api.BeforeEach;

/** Starts runs as plans on a server of the class, and works for their services. */
abstract class OnDurableFlows extends OwnServer {
  /** Is counted up. */
  public record Count(int value) {}

  static final Block<Count, Count> FIRST = block("first");
  static final Block<Count, Count> SECOND = block("second");
  static final Block<Count, Count> BACK = block("back");
  static final Service UP = Service.of("up", Count.class, count -> new Count(count.value() + 1));

  /** Of the organization that starts runs and serves. */
  OrchestratorClient client;

  static Block<Count, Count> block(String name) {
    return Block.named(name, Count.class, Count.class).asks("up");
  }

  static Flow<Count, Count> flow(String name) {
    return Flow.named(name, Count.class)
        .then(FIRST, visit -> visit.undoneBy(BACK))
        .then(SECOND.asks("other"))
        .build();
  }

  @BeforeEach
  void aClientOfTheSharedServer() throws Exception {
    ServerProcess server =
        shared(
            ServerProcess.class,
            () -> ServerProcess.start(ServerSettings.on(classFolder.resolve("data"))));
    client =
        closing(
            OrchestratorClient.builder(server.target())
                .organization(ONE)
                .channel("mychannel")
                .build());
  }

  DurableFlows runner(Flow<?, ?>... flows) {
    return closing(DurableFlows.of(client, List.of(flows)).start());
  }

  void work(Service... services) {
    var worker = ServiceWorker.of(client);
    Stream.of(services).forEach(worker::service);
    closing(worker.start());
  }

  static <O> RunResult<O> end(Run<O> run) throws Exception {
    return run.outcome().get(1, TimeUnit.MINUTES);
  }

  static String planKey(String run) {
    return Keys.named("flow run of " + ONE + "/" + run);
  }

  List<ComputeTask> tasks(String run) {
    return client
        .pages(
            ComputeTaskServiceGrpc.getQueryTasksMethod(),
            QueryTasksParam.newBuilder()
                .setFilter(TaskQueryFilter.newBuilder().setComputePlanKey(planKey(run)))
                .build(),
            QueryTasksResponse::getTasksList)
        .toList();
  }

  boolean isRunning(String run) {
    return client
        .call(
            ComputePlanServiceGrpc.getIsPlanRunningMethod(),
            IsPlanRunningParam.newBuilder().setKey(planKey(run)).build())
        .getIsRunning();
  }

  /** Until a service has taken or finished a hop. */
  static void await(DurableFlows runner, String run, String place, Hop.Status status)
      throws Exception {
    Waiting waiting = new Waiting(Duration.ofMinutes(1));
    while (runner.history(run).stream()
        .noneMatch(hop -> hop.place().equals(place) && hop.status() == status)) {
      assertThat(waiting.isOver()).as(place).isFalse();
      waiting.pause();
    }
  }
}
