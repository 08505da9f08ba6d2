package orchestrator.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.QueryVersionParam;
import org.junit.jupiter.api.Test;

class OpenServicesTest extends Scenario {

  @Test
  void healthNeedsNoHeaders() {
    HealthCheckResponse answer =
        HealthGrpc.newBlockingStub(connection.bare())
            .check(HealthCheckRequest.getDefaultInstance());

    assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void watchingHealthNeedsNoHeaders() {
    HealthCheckResponse first =
        HealthGrpc.newBlockingStub(connection.bare())
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .watch(HealthCheckRequest.getDefaultInstance())
            .next();

    assertThat(first.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void reflectionNeedsNoHeadersAndListsEveryService() throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> questions =
        ServerReflectionGrpc.newStub(connection.bare())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse value) {
                    answer.complete(value);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    questions.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

    ServerReflectionResponse services = answer.get(30, TimeUnit.SECONDS);
    questions.onCompleted();

    assertThat(services.getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains(
            "orchestrator.ComputePlanService",
            "orchestrator.ComputeTaskService",
            "orchestrator.DataManagerService",
            "orchestrator.DataSampleService",
            "orchestrator.DatasetService",
            "orchestrator.EventService",
            "orchestrator.FailureReportService",
            "orchestrator.FunctionService",
            "orchestrator.InfoService",
            "orchestrator.ModelService",
            "orchestrator.OrganizationService",
            "orchestrator.PerformanceService",
            "orchestrator.ProfilingService",
            "grpc.health.v1.Health");
  }

  @Test
  void theVersionIsToldToAMember() {
    String version =
        one.call(InfoServiceGrpc.getQueryVersionMethod(), QueryVersionParam.getDefaultInstance())
            .getOrchestrator();

    assertThat(version).isNotBlank();
  }
}
