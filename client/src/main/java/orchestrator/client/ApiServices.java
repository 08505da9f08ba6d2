package orchestrator.client;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import orchestrator.proto.BatchServiceGrpc;
import orchestrator.proto.ComputePlanServiceGrpc;
import orchestrator.proto.ComputeTaskServiceGrpc;
import orchestrator.proto.DataManagerServiceGrpc;
import orchestrator.proto.DataSampleServiceGrpc;
import orchestrator.proto.DatasetServiceGrpc;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.FailureReportServiceGrpc;
import orchestrator.proto.FunctionServiceGrpc;
import orchestrator.proto.InfoServiceGrpc;
import orchestrator.proto.ModelServiceGrpc;
import orchestrator.proto.OrganizationServiceGrpc;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.ProfilingServiceGrpc;

/** Lists the services of the API, for what treats all rpcs alike. */
public final class ApiServices {
  /** Every service, sorted by name. */
  public static final List<ServiceDescriptor> ALL =
      List.of(
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

  private ApiServices() {}

  /** Every rpc, service by service. */
  public static Stream<MethodDescriptor<?, ?>> methods() {
    return ALL.stream().flatMap(service -> service.getMethods().stream());
  }

  /** The rpc with a full name, such as {@code orchestrator.FunctionService/GetFunction}. */
  public static Optional<MethodDescriptor<?, ?>> method(String fullName) {
    return methods().filter(method -> method.getFullMethodName().equals(fullName)).findFirst();
  }

  /** What the .proto file says of an rpc, its options included. */
  public static Descriptors.MethodDescriptor descriptor(MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor()).getMethodDescriptor();
  }
}
