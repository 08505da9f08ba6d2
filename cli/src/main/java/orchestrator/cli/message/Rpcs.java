package orchestrator.cli.message;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

/** Finds the API's rpcs by name. Only the service that is asked for is loaded. */
public final class Rpcs {
  private static final Map<String, Supplier<ServiceDescriptor>> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put("OrganizationService", OrganizationServiceGrpc::getServiceDescriptor);
    SERVICES.put("FunctionService", FunctionServiceGrpc::getServiceDescriptor);
    SERVICES.put("DataManagerService", DataManagerServiceGrpc::getServiceDescriptor);
    SERVICES.put("DataSampleService", DataSampleServiceGrpc::getServiceDescriptor);
    SERVICES.put("DatasetService", DatasetServiceGrpc::getServiceDescriptor);
    SERVICES.put("ComputePlanService", ComputePlanServiceGrpc::getServiceDescriptor);
    SERVICES.put("ComputeTaskService", ComputeTaskServiceGrpc::getServiceDescriptor);
    SERVICES.put("ModelService", ModelServiceGrpc::getServiceDescriptor);
    SERVICES.put("PerformanceService", PerformanceServiceGrpc::getServiceDescriptor);
    SERVICES.put("FailureReportService", FailureReportServiceGrpc::getServiceDescriptor);
    SERVICES.put("EventService", EventServiceGrpc::getServiceDescriptor);
    SERVICES.put("ProfilingService", ProfilingServiceGrpc::getServiceDescriptor);
    SERVICES.put("BatchService", BatchServiceGrpc::getServiceDescriptor);
    SERVICES.put("InfoService", InfoServiceGrpc::getServiceDescriptor);
  }

  private Rpcs() {}

  /** The names of the services, without their package. */
  public static Set<String> services() {
    return SERVICES.keySet();
  }

  /** The names of a service's rpcs; none for an unknown service. */
  public static List<String> methods(String service) {
    return Optional.ofNullable(SERVICES.get(service)).map(Supplier::get).stream()
        .flatMap(found -> found.getMethods().stream())
        .map(method -> Objects.requireNonNull(method.getBareMethodName()))
        .toList();
  }

  /** The rpc of a name like {@code FunctionService/GetFunction}; empty when there is none. */
  @SuppressWarnings("unchecked") // All of this API's messages are protobuf's.
  public static Optional<MethodDescriptor<Message, Message>> find(String name) {
    String bare =
        name.startsWith("orchestrator.") ? name.substring("orchestrator.".length()) : name;
    int slash = bare.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(SERVICES.get(bare.substring(0, slash))).map(Supplier::get).stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> bare.substring(slash + 1).equals(method.getBareMethodName()))
        .findFirst()
        .map(method -> (MethodDescriptor<Message, Message>) method);
  }

  /** The rpc of a name that this program has in its tables. */
  public static MethodDescriptor<Message, Message> get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is no rpc"));
  }

  /** An empty request of an rpc. */
  public static Message request(MethodDescriptor<Message, Message> method) {
    return prototype(method.getRequestMarshaller());
  }

  private static Message prototype(MethodDescriptor.Marshaller<Message> marshaller) {
    return Objects.requireNonNull(
        ((MethodDescriptor.PrototypeMarshaller<Message>) marshaller).getMessagePrototype());
  }

  /** What the .proto file says of an rpc. */
  public static Descriptors.MethodDescriptor schema(MethodDescriptor<Message, Message> method) {
    return ((ProtoMethodDescriptorSupplier) Objects.requireNonNull(method.getSchemaDescriptor()))
        .getMethodDescriptor();
  }
}
