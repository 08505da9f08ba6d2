package orchestrator.http.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the request of an rpc of a path, a query and a body. */
final class RequestReader {
  /** Say who calls, for those who cannot send headers, and are no fields. */
  static final Set<String> CALLER_PARAMETERS = Set.of("organization", "channel", "chaincode");

  private static final JsonFormat.Parser JSON = JsonFormat.parser();

  private RequestReader() {}

  /**
   * The request.
   *
   * @param body JSON in UTF-8; empty for a request without fields
   * @throws ProblemException that names what cannot be read
   */
  static Message read(Routes.Match match, QueryParams query, byte[] body) {
    Binding binding = match.binding();
    Message.Builder request = binding.newRequest();
    if (body.length > 0) {
      String json = text(body);
      StrictJson.check(json, binding.requestType());
      merge(json, request);
    }
    if (binding.hasBody()) {
      refuseParameters(query);
    } else if (!query.isEmpty()) {
      merge(QueryJson.of(binding.requestType(), query), request);
    }
    match.variables().forEach((name, value) -> set(request, name, value));
    return request.build();
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw refused("the body is not UTF-8");
    }
  }

  private static void merge(String json, Message.Builder request) {
    try {
      JSON.merge(json, request);
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw refused(JsonFault.inWords(json, request.getDefaultInstanceForType(), e));
    }
  }

  private static void refuseParameters(QueryParams query) {
    query.names().stream()
        .filter(name -> !CALLER_PARAMETERS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw refused("there is no parameter \"" + name + "\": fields go into the body");
            });
  }

  /** What the path says must not be said otherwise elsewhere. */
  private static void set(Message.Builder request, String name, String value) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
    Object before = request.getField(field);
    if (!before.equals(field.getDefaultValue()) && !before.equals(value)) {
      throw refused(name + " is \"" + value + "\" in the path and \"" + before + "\" beside it");
    }
    request.setField(field, value);
  }

  static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, detail));
  }

  /** Finds a field by either spelling of its name. */
  static FieldDescriptor field(Descriptor message, String name, String parameter) {
    for (FieldDescriptor field : message.getFields()) {
      if (field.getName().equals(name) || field.getJsonName().equals(name)) {
        return field;
      }
    }
    throw refused(
        "there is no parameter \""
            + parameter
            + "\"; "
            + message.getName()
            + " has "
            + message.getFields().stream()
                .map(FieldDescriptor::getName)
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
