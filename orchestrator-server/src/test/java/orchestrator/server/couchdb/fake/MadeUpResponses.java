package orchestrator.server.couchdb.fake;

/** Answers that no state of the databases leads to. */
final class MadeUpResponses {
  private MadeUpResponses() {}

  static Response answer(int status, Request request) {
    return switch (status) {
      case 200, 201, 202 -> {
        String id = String.join("/", request.segments().stream().skip(1).toList());
        yield Response.json(
            status, Json.object().put("ok", true).put("id", id).put("rev", "1-" + "0".repeat(32)));
      }
      case 403 -> Response.error(status, "forbidden", "You are not allowed to do this.");
      case 409 -> CouchError.conflict().answer();
      case 412 -> Response.error(status, "precondition_failed", "A precondition was not met.");
      case 503 -> Response.error(status, "service_unavailable", "The service is overloaded.");
      case 507 -> Response.error(status, "insufficient_storage", "The disk is full.");
      default -> Response.error(status, "unknown_error", "undefined");
    };
  }
}
