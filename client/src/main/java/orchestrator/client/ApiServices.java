package orchestrator.client;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
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
  /** By name. A service is loaded only when it is asked for. */
  private static final SortedMap<String, Supplier<ServiceDescriptor>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("BatchService", BatchServiceGrpc::getServiceDescriptor);
    BY_NAME.put("ComputePlanService", ComputePlanServiceGrpc::getServiceDescriptor);
    BY_NAME.put("ComputeTaskService", ComputeTaskServiceGrpc::getServiceDescriptor);
    BY_NAME.put("DataManagerService", DataManagerServiceGrpc::getServiceDescriptor);
    BY_NAME.put("DataSampleService", DataSampleServiceGrpc::getServiceDescriptor);
    BY_NAME.put("DatasetService", DatasetServiceGrpc::getServiceDescriptor);
    BY_NAME.put("EventService", EventServiceGrpc::getServiceDescriptor);
    BY_NAME.put("FailureReportService", FailureReportServiceGrpc::getServiceDescriptor);
    BY_NAME.put("FunctionService", FunctionServiceGrpc::getServiceDescriptor);
    BY_NAME.put("InfoService", InfoServiceGrpc::getServiceDescriptor);
    BY_NAME.put("ModelService", ModelServiceGrpc::getServiceDescriptor);
    BY_NAME.put("OrganizationService", OrganizationServiceGrpc::getServiceDescriptor);
    BY_NAME.put("PerformanceService", PerformanceServiceGrpc::getServiceDescriptor);
    BY_NAME.put("ProfilingService", ProfilingServiceGrpc::getServiceDescriptor);
  }

  private ApiServices() {}

  /** The names of all services without their package, sorted. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /** The service with a name without its package, such as {@code FunctionService}. */
  public static Optional<ServiceDescriptor> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name)).map(Supplier::get);
  }

  /** Every service, sorted by name. */
  public static Stream<ServiceDescriptor> all() {
    return BY_NAME.values().stream().map(Supplier::get);
  }

  /** Every rpc, service by service. */
  public static Stream<MethodDescriptor<?, ?>> methods() {
    return all().flatMap(service -> service.getMethods().stream());
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
