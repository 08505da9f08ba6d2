package orchestrator.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Locale;
import orchestrator.client.ErrorCode;

/** Describes the answers of requests that were not done. */
final class Problems {
  static final String REQUEST_ID = "X-Request-ID";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Problems() {}

  static ObjectNode header(String name) {
    return JSON.objectNode().put("$ref", "#/components/headers/" + name);
  }

  /** Adds them to the responses of an operation. */
  static void addTo(ObjectNode responses) {
    responses.putObject("401").put("$ref", "#/components/responses/Unauthorized");
    responses.putObject("429").put("$ref", "#/components/responses/TooManyRequests");
    responses.putObject("default").put("$ref", "#/components/responses/Problem");
  }

  /** The headers that are referred to. */
  static ObjectNode headers() {
    ObjectNode headers = JSON.objectNode();
    text(headers, REQUEST_ID, "Names the request in the server's log.");
    text(headers, "Link", "The next page, with rel=\"next\"; absent on the last one.");
    text(headers, "WWW-Authenticate", "How to say who calls.");
    headers
        .putObject("Retry-After")
        .put("description", "Seconds after which to try again.")
        .putObject("schema")
        .put("type", "integer");
    return headers;
  }

  private static void text(ObjectNode headers, String name, String description) {
    headers
        .putObject(name)
        .put("description", description)
        .putObject("schema")
        .put("type", "string");
  }

  /** The responses that are referred to. */
  static ObjectNode responses() {
    ObjectNode responses = JSON.objectNode();
    response(responses, "Unauthorized", "It is not known who calls.", "WWW-Authenticate");
    response(
        responses,
        "TooManyRequests",
        "The server has too much to do, or the address sent too many wrong passwords.",
        "Retry-After");
    response(
        responses,
        "Problem",
        "Nothing was done; `detail` says why. The status follows from the gRPC status by Google's"
            + " mapping (google.rpc.Code).");
    return responses;
  }

  private static void response(
      ObjectNode responses, String name, String description, String... more) {
    ObjectNode response = responses.putObject(name).put("description", description);
    ObjectNode headers = response.putObject("headers");
    headers.set(REQUEST_ID, header(REQUEST_ID));
    for (String each : more) {
      headers.set(each, header(each));
    }
    response
        .putObject("content")
        .putObject("application/problem+json")
        .set("schema", Schemas.reference("Problem"));
  }

  /** What such an answer holds. */
  static ObjectNode schema() {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.put("description", "Says why a request was not done (RFC 9457).");
    schema.putArray("required").add("type").add("title").add("status").add("detail");
    ObjectNode properties = schema.putObject("properties");
    property(properties, "type", "string", "Always about:blank.");
    property(properties, "title", "string", "What the HTTP status is called.");
    property(properties, "status", "integer", "The HTTP status.").put("format", "int32");
    property(properties, "detail", "string", "One sentence for a person.");
    ArrayNode codes =
        property(
                properties,
                "code",
                "string",
                "Of an error of the API. "
                    + String.join(
                        "; ",
                        Arrays.stream(ErrorCode.values())
                            .map(code -> "`" + code.id() + "`: " + words(code))
                            .toList())
                    + ".")
            .putArray("enum");
    for (ErrorCode code : ErrorCode.values()) {
      codes.add(code.id());
    }
    ArrayNode statuses =
        property(properties, "grpc_status", "string", "The gRPC status of an error of the API.")
            .putArray("enum");
    for (Status.Code code : Status.Code.values()) {
      if (code != Status.Code.OK) {
        statuses.add(code.name());
      }
    }
    property(properties, "request_id", "string", "Names the request in the server's log.");
    return schema;
  }

  private static String words(ErrorCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static ObjectNode property(
      ObjectNode properties, String name, String type, String description) {
    return properties.putObject(name).put("type", type).put("description", description);
  }
}
