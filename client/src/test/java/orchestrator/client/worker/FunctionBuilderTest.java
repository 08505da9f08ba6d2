package orchestrator.client.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import orchestrator.client.OrchestratorClient;
import orchestrator.client.fake.Await;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.spec.Addressables;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.client.spec.Keys;
import orchestrator.proto.Addressable;
import orchestrator.proto.ErrorType;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.FunctionStatus;
import orchestrator.proto.GetFunctionParam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FunctionBuilderTest {
  private static final Addressable LOG = Addressables.of("log", "https://store.example.org/log");
  private static final Addressable IMAGE =
      Addressables.of("image", "https://registry.example.org/image");

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().retryBudget(Duration.ofMillis(200)).build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private String register(String name) {
    return client
        .call(FunctionServiceGrpc.getRegisterFunctionMethod(), FunctionSpec.named(name).toMessage())
        .getKey();
  }

  private String put(String owner, FunctionStatus status) {
    String key = Keys.random();
    server.put(
        Function.newBuilder()
            .setKey(key)
            .setName("train")
            .setOwner(owner)
            .setStatus(status)
            .build());
    return key;
  }

  private FunctionStatus status(String key) {
    return server.function(key).getStatus();
  }

  private void awaitReady(String key) throws InterruptedException {
    Await.until(() -> status(key) == FunctionStatus.FUNCTION_STATUS_READY);
  }

  @Test
  void itBuildsWhatWaitsAndWhatComesLater() throws Exception {
    String before = register("train");
    try (FunctionBuilder builder =
        FunctionBuilder.start(client, function -> IMAGE, FailureLog.none())) {
      awaitReady(before);
      String later = register("test");
      awaitReady(later);

      assertThat(server.function(later).getImage()).isEqualTo(IMAGE);
      assertThat(server.function(later).getName()).isEqualTo("test");
      assertThat(builder.completion()).isNotDone();
    }
  }

  @Test
  void aBuildThatFailsBecomesAFailureReportWithItsLog() throws Exception {
    String bad = register("bad");
    try (FunctionBuilder builder =
        FunctionBuilder.start(
            client,
            function -> {
              throw new IllegalStateException("does not compile");
            },
            (failed, cause) -> Optional.of(LOG))) {
      Await.until(() -> !server.failures().isEmpty());
      assertThat(builder.completion()).isNotDone();
    }
    assertThat(server.failures().get(0).getAssetKey()).isEqualTo(bad);
    assertThat(server.failures().get(0).getErrorType()).isEqualTo(ErrorType.ERROR_TYPE_BUILD);
    assertThat(server.failures().get(0).getLogsAddress()).isEqualTo(LOG);
  }

  @Test
  void afterACrashItBuildsWhatWasBuilding() throws Exception {
    String started = put("MyOrg1MSP", FunctionStatus.FUNCTION_STATUS_BUILDING);
    String canceled = put("MyOrg1MSP", FunctionStatus.FUNCTION_STATUS_CANCELED);
    ConcurrentLinkedQueue<String> built = new ConcurrentLinkedQueue<>();
    try (FunctionBuilder builder =
        FunctionBuilder.start(
            client,
            function -> {
              built.add(function.getKey());
              return IMAGE;
            },
            FailureLog.none())) {
      awaitReady(started);
      assertThat(builder.completion()).isNotDone();
    }
    assertThat(built).containsExactly(started);
    assertThat(status(canceled)).isEqualTo(FunctionStatus.FUNCTION_STATUS_CANCELED);
  }

  @Test
  void itLeavesFunctionsThatItIsNotMeantToBuildAndThoseOfOthers() throws Exception {
    String others = put("MyOrg2MSP", FunctionStatus.FUNCTION_STATUS_WAITING);
    String unwanted = register("elsewhere");
    try (FunctionBuilder builder =
        FunctionBuilder.start(
            client,
            function -> function.getName().startsWith("here"),
            function -> IMAGE,
            FailureLog.none())) {
      awaitReady(register("here"));
      String announced = register("elsewhere");
      awaitReady(register("here too"));

      assertThat(status(announced)).isEqualTo(FunctionStatus.FUNCTION_STATUS_WAITING);
      assertThat(builder.completion()).isNotDone();
    }
    assertThat(status(unwanted)).isEqualTo(FunctionStatus.FUNCTION_STATUS_WAITING);
    assertThat(status(others)).isEqualTo(FunctionStatus.FUNCTION_STATUS_WAITING);
  }

  @Test
  void aBuildOutlastsAServerThatGoesAwayInItsMiddle() throws Exception {
    String function = register("train");
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch away = new CountDownLatch(1);
    try (FunctionBuilder builder =
        FunctionBuilder.start(
            client,
            building -> {
              entered.countDown();
              away.await();
              client.call(
                  FunctionServiceGrpc.getGetFunctionMethod(),
                  GetFunctionParam.newBuilder().setKey(building.getKey()).build());
              return IMAGE;
            },
            FailureLog.none())) {
      entered.await();
      server.restart(
          () -> {
            away.countDown();
            Thread.sleep(600);
          });
      awaitReady(function);
      assertThat(builder.completion()).isNotDone();
    }
    assertThat(server.failures()).isEmpty();
  }
}
