package orchestrator.http.api;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpMethod;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import orchestrator.client.ApiServices;

/**
 * Ties an rpc to the method and the path by which it is called over HTTP, as its .proto file says.
 *
 * @param rpc the rpc
 * @param method GET for what only reads, PATCH for what changes fields, else POST
 * @param template of the path
 * @param path as it is written in the .proto file
 */
record Binding(
    MethodDescriptor<Message, Message> rpc, HttpMethod method, PathTemplate template, String path) {

  /**
   * The binding of an rpc that answers once.
   *
   * @throws IllegalStateException when its .proto file names no path
   */
  static Binding of(MethodDescriptor<?, ?> method) {
    HttpRule rule = ApiServices.descriptor(method).getOptions().getExtension(AnnotationsProto.http);
    return switch (rule.getPatternCase()) {
      case GET -> new Binding(messages(method), HttpMethod.GET, rule.getGet());
      case POST -> new Binding(messages(method), HttpMethod.POST, rule.getPost());
      case PATCH -> new Binding(messages(method), HttpMethod.PATCH, rule.getPatch());
      default -> throw new IllegalStateException(method.getFullMethodName() + " has no path");
    };
  }

  private Binding(MethodDescriptor<Message, Message> rpc, HttpMethod method, String path) {
    this(rpc, method, PathTemplate.of(path), path);
  }

  /** All messages of the API are generated classes of protobuf. */
  @SuppressWarnings("unchecked")
  private static MethodDescriptor<Message, Message> messages(MethodDescriptor<?, ?> method) {
    return (MethodDescriptor<Message, Message>) method;
  }

  /** An empty request, to be filled. */
  Message.Builder newRequest() {
    PrototypeMarshaller<Message> marshaller =
        (PrototypeMarshaller<Message>) rpc.getRequestMarshaller();
    return marshaller.getMessagePrototype().newBuilderForType();
  }

  /** The form of the request. */
  Descriptor requestType() {
    return ApiServices.descriptor(rpc).getInputType();
  }

  /** Whether the request is a body; else it is made of the query. */
  boolean hasBody() {
    return method != HttpMethod.GET;
  }
}
