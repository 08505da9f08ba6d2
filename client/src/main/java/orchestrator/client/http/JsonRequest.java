package orchestrator.client.http;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orchestrator.client.ApiServices;
import orchestrator.proto.EventServiceGrpc;

/**
 * Holds a request of the API as HTTP has it.
 *
 * @param method GET, POST or PATCH
 * @param target path and query
 * @param body JSON; empty for a GET
 */
record JsonRequest(String method, String target, String body) {
  private static final String EVENTS = "/api/v1/events:subscribe";
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
  // Servers refuse these in an address.
  private static final Pattern CONTROL_CHARACTER = Pattern.compile("%[01].|%7F");
  private static final int LONGEST_TARGET = 8_000;
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

  /** Whether an rpc can be called over HTTP at all. */
  static boolean hasPath(MethodDescriptor<?, ?> rpc) {
    return isEvents(rpc)
        || (rpc.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier
            && ApiServices.descriptor(rpc).getOptions().hasExtension(AnnotationsProto.http));
  }

  private static boolean isEvents(MethodDescriptor<?, ?> rpc) {
    return rpc.getFullMethodName()
        .equals(EventServiceGrpc.getSubscribeToEventsMethod().getFullMethodName());
  }

  /** The request of an rpc; empty when HTTP cannot express it. */
  static Optional<JsonRequest> of(MethodDescriptor<?, ?> rpc, Message message) {
    return written(rpc, message)
        .filter(request -> request.target().length() <= LONGEST_TARGET)
        .filter(request -> !CONTROL_CHARACTER.matcher(request.target()).find());
  }

  private static Optional<JsonRequest> written(MethodDescriptor<?, ?> rpc, Message message) {
    JsonObject fields;
    try {
      fields = JsonParser.parseString(JSON.print(message)).getAsJsonObject();
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // A time outside of the years 1 to 9999, for example.
      return Optional.empty();
    }
    if (isEvents(rpc)) {
      return Optional.of(new JsonRequest("GET", EVENTS + query(fields), ""));
    }
    HttpRule rule = ApiServices.descriptor(rpc).getOptions().getExtension(AnnotationsProto.http);
    return switch (rule.getPatternCase()) {
      case GET ->
          target(rule.getGet(), fields)
              .map(path -> new JsonRequest("GET", path + query(fields), ""));
      case PATCH ->
          target(rule.getPatch(), fields)
              .map(path -> new JsonRequest("PATCH", path, fields.toString()));
      default ->
          target(rule.getPost(), fields)
              .map(path -> new JsonRequest("POST", path, fields.toString()));
    };
  }

  /** Takes the fields out that are in the path. A path has no empty segments. */
  private static Optional<String> target(String template, JsonObject fields) {
    StringBuilder target = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    while (variable.find()) {
      JsonElement value = fields.remove(variable.group(1));
      if (value == null) {
        return Optional.empty();
      }
      variable.appendReplacement(target, Matcher.quoteReplacement(encoded(value.getAsString())));
    }
    return Optional.of(variable.appendTail(target).toString());
  }

  private static String query(JsonObject fields) {
    List<String> parameters = new ArrayList<>();
    fields.asMap().forEach((name, value) -> flatten(name, value, parameters));
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static void flatten(String name, JsonElement value, List<String> into) {
    if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .asMap()
          .forEach((inner, each) -> flatten(name + "." + inner, each, into));
    } else if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(each -> flatten(name, each, into));
    } else {
      into.add(encoded(name) + "=" + encoded(value.getAsString()));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
