package orchestrator.e2e.scenario;

import static orchestrator.e2e.harness.api.Refusals.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import orchestrator.e2e.harness.api.Connection;
import orchestrator.e2e.harness.api.EventLog;
import orchestrator.e2e.harness.api.Party;
import orchestrator.proto.ApplyTaskActionParam;
import orchestrator.proto.ComputeTaskAction;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.Event;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.NewFunction;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryFunctionsParam;
import orchestrator.proto.QueryFunctionsResponse;
import orchestrator.proto.RegisterOrganizationParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was accepted reaches a client with gRPC's default limit; what could not is refused. */
class SizesTest extends Scenario {
  /** What gRPC's clients take unless told otherwise. */
  private static final int DEFAULT = 4 << 20;

  private Party large;
  private Connection limited;
  private Party reader;

  @BeforeEach
  void connectWithTheDefaultLimit() {
    large = member(ONE, "yourchannel");
    member(TWO, "yourchannel");
    limited =
        Connection.over(
            NettyChannelBuilder.forTarget(deployment.target())
                .usePlaintext()
                .maxInboundMessageSize(DEFAULT)
                .build());
    reader = limited.as(TWO, "yourchannel");
  }

  @AfterEach
  void close() {
    limited.close();
  }

  /** The limit of events of this run's engine. */
  private static int limit() {
    return System.getProperty("engine", "").equals("couchdb") ? 3 << 20 : DEFAULT;
  }

  /** A function in a request of about so many bytes. */
  private NewFunction.Builder sized(String name, int bytes) {
    NewFunction.Builder function = function(name);
    int least = function.build().getSerializedSize();
    pair(function, 0);
    int each = function.build().getSerializedSize() - least;
    for (int i = 1; i < (bytes - least) / each; i++) {
      pair(function, i);
    }
    return function;
  }

  private static void pair(NewFunction.Builder function, int number) {
    function.putMetadata("%0100d".formatted(number), "v".repeat(100));
  }

  @Test
  void whateverWasAcceptedReachesAClientWithTheDefaultLimitByEveryWay() {
    Random random = new Random();
    List<String> accepted = new ArrayList<>();
    List<Event> told =
        EventLog.during(
            reader,
            () -> {
              for (int i = 0; i < 8; i++) {
                String name = "f" + i;
                // The first fits surely, and the last surely not.
                int less = i == 0 ? 30_000 : i == 7 ? 0 : random.nextInt(40_000);
                try {
                  large.register(sized(name, limit() - less));
                } catch (StatusRuntimeException e) {
                  assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                  assertThat(e.getStatus().getDescription())
                      .contains("function with key \"" + key(name) + "\"")
                      .containsPattern("message larger than max \\(\\d+ vs\\. \\d+\\)");
                  continue;
                }
                accepted.add(key(name));
                large.build(key(name));
              }
            });

    assertThat(accepted).contains(key("f0")).doesNotContain(key("f7"));
    assertThat(told.stream().map(Event::getAssetKey).distinct().toList()).isEqualTo(accepted);
    for (String function : accepted) {
      assertThat(reader.function(function).getKey()).isEqualTo(function);
      assertThat(EventLog.of(reader, function))
          .isEqualTo(told.stream().filter(e -> e.getAssetKey().equals(function)).toList());
    }
    assertThat(walk()).containsAll(accepted);
  }

  private List<String> walk() {
    List<String> keys = new ArrayList<>();
    String token = "";
    do {
      QueryFunctionsResponse page =
          reader.call(
              FunctionServiceGrpc.getQueryFunctionsMethod(),
              QueryFunctionsParam.newBuilder().setPageSize(10_000).setPageToken(token).build());
      assertThat(page.getFunctionsCount()).isPositive();
      page.getFunctionsList().stream().map(Function::getKey).forEach(keys::add);
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return keys;
  }

  @Test
  void aLongLogIsRefusedAndTheTaskGoesOn() {
    aPlanAndAFunction();
    one.register(task("task"));
    ApplyTaskActionParam.Builder start =
        ApplyTaskActionParam.newBuilder()
            .setComputeTaskKey(key("task"))
            .setAction(ComputeTaskAction.TASK_ACTION_EXECUTING);

    Status status =
        statusOf(
            () ->
                one.call(
                    ComputeTaskServiceGrpc.getApplyTaskActionMethod(),
                    start.clone().setLog("x".repeat(DEFAULT)).build()));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription())
        .contains("computetask with key \"" + key("task") + "\"")
        .contains("message larger than max");
    one.call(ComputeTaskServiceGrpc.getApplyTaskActionMethod(), start.build());
  }

  @Test
  void anOrganizationHasSixteenKibibytesSinceAllAreToldAtOnce() {
    assumeThat(deployment.untouchedChannel()).isPresent();
    Status status =
        statusOf(
            () ->
                connection
                    .as(ONE, deployment.untouchedChannel().orElseThrow())
                    .call(
                        OrganizationServiceGrpc.getRegisterOrganizationMethod(),
                        RegisterOrganizationParam.newBuilder()
                            .setAddress("https://host/" + "x".repeat(16 << 10))
                            .build()));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("message larger than max");
  }

  @Test
  void pagesOfEventsAreOfTheSizeToo() {
    assertThat(EventLog.query(reader, QueryEventsParam.newBuilder().setPageSize(10_000)))
        .isNotEmpty();
  }
}
