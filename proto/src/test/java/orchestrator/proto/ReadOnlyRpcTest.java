package orchestrator.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The .proto files are the only place that tells reads from writes: everything else asks them. */
final class ReadOnlyRpcTest {
  private static final Pattern READ = Pattern.compile("(Get|Query|Is|Subscribe)[A-Z].*");

  @TestFactory
  Stream<DynamicTest> anRpcHasNoSideEffectsExactlyWhenItsNameIsThatOfARead() {
    return CompiledFiles.rpcs()
        .map(
            rpc ->
                DynamicTest.dynamicTest(
                    rpc.getFullName(),
                    () ->
                        assertThat(rpc.toProto().getOptions().getIdempotencyLevel())
                            .isEqualTo(
                                isRead(rpc)
                                    ? IdempotencyLevel.NO_SIDE_EFFECTS
                                    : IdempotencyLevel.IDEMPOTENCY_UNKNOWN)));
  }

  @Test
  void theGeneratedMethodsAreSafeExactlyWhenTheirRpcHasNoSideEffects() {
    assertThat(
            generatedServices()
                .map(ServiceDescriptor::getMethods)
                .flatMap(Collection::stream)
                .filter(io.grpc.MethodDescriptor::isSafe)
                .map(io.grpc.MethodDescriptor::getFullMethodName))
        .containsExactlyInAnyOrderElementsOf(
            CompiledFiles.rpcs()
                .filter(ReadOnlyRpcTest::isRead)
                .map(rpc -> rpc.getService().getFullName() + "/" + rpc.getName())
                .toList());
  }

  @Test
  void thereAreFourteenServicesWithFortyOneRpcs() {
    assertThat(generatedServices()).hasSize(14);
    assertThat(CompiledFiles.rpcs()).hasSize(41);
  }

  private static boolean isRead(MethodDescriptor rpc) {
    return READ.matcher(rpc.getName()).matches();
  }

  private static Stream<ServiceDescriptor> generatedServices() {
    return Stream.of(
        BatchServiceGrpc.getServiceDescriptor(),
        ComputePlanServiceGrpc.getServiceDescriptor(),
        ComputeTaskServiceGrpc.getServiceDescriptor(),
        DataManagerServiceGrpc.getServiceDescriptor(),
        DataSampleServiceGrpc.getServiceDescriptor(),
        DatasetServiceGrpc.getServiceDescriptor(),
        EventServiceGrpc.getServiceDescriptor(),
        FailureReportServiceGrpc.getServiceDescriptor(),
        FunctionServiceGrpc.getServiceDescriptor(),
        InfoServiceGrpc.getServiceDescriptor(),
        ModelServiceGrpc.getServiceDescriptor(),
        OrganizationServiceGrpc.getServiceDescriptor(),
        PerformanceServiceGrpc.getServiceDescriptor(),
        ProfilingServiceGrpc.getServiceDescriptor());
  }
}
