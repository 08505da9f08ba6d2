package orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Context;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import orchestrator.client.fake.FakeServer;
import orchestrator.client.fake.Faults.Seen;
import orchestrator.client.spec.FunctionSpec;
import orchestrator.proto.Function;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.GetFunctionParam;
import orchestrator.proto.NewFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final NewFunction FUNCTION = FunctionSpec.named("train").toMessage();
  private static final GetFunctionParam BY_KEY =
      GetFunctionParam.newBuilder().setKey(FUNCTION.getKey()).build();

  private FakeServer server;
  private OrchestratorClient client;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
    client = server.client().build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void aReadIsTriedAgainUntilTheServerIsBack() {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);
    server.faults().refuse(FunctionServiceGrpc.getGetFunctionMethod(), Status.UNAVAILABLE);
    server.faults().refuse(FunctionServiceGrpc.getGetFunctionMethod(), Status.UNAVAILABLE);

    Function found = client.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY);

    assertThat(found.getName()).isEqualTo("train");
    assertThat(server.faults().calls(FunctionServiceGrpc.getGetFunctionMethod())).hasSize(3);
  }

  @Test
  void aReadOutlastsARestartOfTheServer() throws Exception {
    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);
    ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
    try {
      var found = new CompletableFuture<Function>();
      server.restart(
          () -> {
            reader.execute(
                () ->
                    found.complete(
                        client.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY)));
            Thread.sleep(100);
            assertThat(found).isNotDone();
          });
      assertThat(found.get(30, TimeUnit.SECONDS).getName()).isEqualTo("train");
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void aRefusalIsFinalAndCarriesItsCode() {
    OrchestratorException refusal =
        catchThrowableOfType(
            OrchestratorException.class,
            () -> client.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY));

    assertThat(refusal.code()).contains(ErrorCode.NOT_FOUND);
    assertThat(refusal.status()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal.detail())
        .isEqualTo("function with key \"" + FUNCTION.getKey() + "\" not found");
    assertThat(refusal.isRefusal()).isTrue();
    assertThat(refusal.outcomeUnknown()).isFalse();
    assertThat(server.faults().calls(FunctionServiceGrpc.getGetFunctionMethod())).hasSize(1);
  }

  @Test
  void aFullQueueIsWorthAnotherTryEvenForAWrite() {
    server
        .faults()
        .refuse(
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            Status.RESOURCE_EXHAUSTED.withDescription("the queue is full"));

    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);

    assertThat(server.function(FUNCTION.getKey()).getName()).isEqualTo("train");
  }

  @Test
  void aLostConflictIsWorthAnotherTry() {
    server
        .faults()
        .refuse(
            FunctionServiceGrpc.getRegisterFunctionMethod(),
            Status.ABORTED.withDescription("OE0007: conflict"));

    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);

    assertThat(server.function(FUNCTION.getKey()).getName()).isEqualTo("train");
  }

  @Test
  void aMessageThatIsTooLargeIsNotSentAgain() {
    server
        .faults()
        .refuse(
            FunctionServiceGrpc.getGetFunctionMethod(),
            Status.RESOURCE_EXHAUSTED.withDescription(
                "grpc: received message larger than max (9 vs. 4)"));

    OrchestratorException refusal =
        catchThrowableOfType(
            OrchestratorException.class,
            () -> client.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY));

    assertThat(refusal.isTransient()).isFalse();
    assertThat(server.faults().calls(FunctionServiceGrpc.getGetFunctionMethod())).hasSize(1);
  }

  @Test
  void everyTryOfACallCarriesTheSameHeaders() {
    server.faults().refuse(FunctionServiceGrpc.getRegisterFunctionMethod(), Status.ABORTED);

    client.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);

    assertThat(server.faults().calls(FunctionServiceGrpc.getRegisterFunctionMethod()))
        .hasSize(2)
        .extracting(Seen::headers)
        .allSatisfy(
            headers ->
                assertThat(headers)
                    .containsEntry("mspid", "MyOrg1MSP")
                    .containsEntry("channel", "mychannel")
                    .doesNotContainKey("chaincode"))
        .extracting(headers -> headers.get("reqid"))
        .allMatch(id -> id.matches("[0-9a-f]{8}"))
        .containsOnly(
            server
                .faults()
                .calls(FunctionServiceGrpc.getRegisterFunctionMethod())
                .get(0)
                .headers()
                .get("reqid"));
  }

  @Test
  void theChaincodeIsNamedWhenAskedFor() {
    try (OrchestratorClient ledger = server.client().chaincode("mycc").build()) {
      ledger.call(FunctionServiceGrpc.getRegisterFunctionMethod(), FUNCTION);
    }

    assertThat(server.faults().calls(FunctionServiceGrpc.getRegisterFunctionMethod()))
        .allSatisfy(call -> assertThat(call.headers()).containsEntry("chaincode", "mycc"));
  }

  @Test
  void theBudgetEndsTheTries() throws Exception {
    try (OrchestratorClient hasty = server.client().retryBudget(Duration.ofMillis(200)).build()) {
      server.close();

      OrchestratorException failure =
          catchThrowableOfType(
              OrchestratorException.class,
              () -> hasty.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY));

      assertThat(failure.status()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure.isTransient()).isTrue();
    }
  }

  @Test
  void theCallersDeadlineEndsTheTriesBeforeTheBudgetDoes() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (OrchestratorClient patient = server.client().retryBudget(Duration.ofHours(1)).build();
        Context.CancellableContext context =
            Context.current().withDeadlineAfter(200, TimeUnit.MILLISECONDS, timer)) {
      server.close();
      context.run(
          () ->
              assertThatThrownBy(
                      () -> patient.call(FunctionServiceGrpc.getGetFunctionMethod(), BY_KEY))
                  .isInstanceOf(OrchestratorException.class));
    } finally {
      timer.shutdownNow();
    }
  }
}
