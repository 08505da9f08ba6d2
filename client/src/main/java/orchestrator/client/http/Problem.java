package orchestrator.client.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpc.Status;

/** Reads what a door says of a request that it has not done (RFC 9457). */
final class Problem {
  private Problem() {}

  /** The status of the call, with the API's code in its description where there is one. */
  static Status status(int httpStatus, String body) {
    try {
      JsonObject problem = JsonParser.parseString(body).getAsJsonObject();
      JsonElement name = problem.get("grpc_status");
      JsonElement code = problem.get("code");
      String detail = problem.get("detail").getAsString();
      Status.Code status =
          name == null ? code(httpStatus) : Status.Code.valueOf(name.getAsString());
      return status
          .toStatus()
          .withDescription(code == null ? detail : code.getAsString() + ": " + detail);
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      // Something between here and there has answered.
      return code(httpStatus).toStatus().withDescription("HTTP status " + httpStatus);
    }
  }

  /** By Google's mapping (google.rpc.Code), read backwards. */
  private static Status.Code code(int httpStatus) {
    return switch (httpStatus) {
      case 400, 413, 415 -> Status.Code.INVALID_ARGUMENT;
      case 401 -> Status.Code.UNAUTHENTICATED;
      case 403, 421 -> Status.Code.PERMISSION_DENIED;
      case 404 -> Status.Code.NOT_FOUND;
      case 409 -> Status.Code.ABORTED;
      case 429 -> Status.Code.RESOURCE_EXHAUSTED;
      case 499 -> Status.Code.CANCELLED;
      case 500 -> Status.Code.INTERNAL;
      case 501 -> Status.Code.UNIMPLEMENTED;
      case 502, 503 -> Status.Code.UNAVAILABLE;
      case 504 -> Status.Code.DEADLINE_EXCEEDED;
      default -> Status.Code.UNKNOWN;
    };
  }
}
