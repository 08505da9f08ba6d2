package orchestrator.e2e.model;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orchestrator.client.ApiServices;

/** Finds the unary methods of the API by the type of their request. */
final class Methods {
  private static final Map<Class<?>, MethodDescriptor<Message, Message>> UNARY = unary();

  private Methods() {}

  private static Map<Class<?>, MethodDescriptor<Message, Message>> unary() {
    Map<Class<?>, MethodDescriptor<Message, Message>> methods = new HashMap<>();
    for (ServiceDescriptor service : ApiServices.all().toList()) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        if (method.getType() == MethodType.UNARY) {
          @SuppressWarnings("unchecked") // every message of the API is a protobuf message
          var descriptor = (MethodDescriptor<Message, Message>) method;
          var marshaller = (PrototypeMarshaller<Message>) descriptor.getRequestMarshaller();
          Message prototype = Optional.ofNullable(marshaller.getMessagePrototype()).orElseThrow();
          methods.put(prototype.getClass(), descriptor);
        }
      }
    }
    return methods;
  }

  /** The method that takes requests of this type. */
  static MethodDescriptor<Message, Message> of(Message request) {
    return Optional.ofNullable(UNARY.get(request.getClass())).orElseThrow();
  }

  /** How many there are. */
  static int count() {
    return UNARY.size();
  }
}
