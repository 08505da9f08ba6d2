package orchestrator.cli.message;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import orchestrator.client.ApiServices;

/** Finds the API's rpcs by name. Only the service that is asked for is loaded. */
public final class Rpcs {
  private Rpcs() {}

  /** The names of a service's rpcs; none for an unknown service. */
  public static List<String> methods(String service) {
    return ApiServices.find(service).stream()
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
    return ApiServices.find(bare.substring(0, slash)).stream()
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
