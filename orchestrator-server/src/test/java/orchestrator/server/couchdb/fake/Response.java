package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param etag the revision of the document in the body
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made and sent.
record Response(int status, String contentType, Optional<String> etag, byte[] body) {
  private static final String JSON = "application/json";

  static Response json(int status, JsonNode body) {
    return new Response(status, JSON, Optional.empty(), Json.bytes(body));
  }

  static Response ok(int status) {
    return json(status, Json.object().put("ok", true));
  }

  static Response error(int status, String error, String reason) {
    return json(status, Json.object().put("error", error).put("reason", reason));
  }

  /** What a proxy says when it does not reach CouchDB. */
  static Response htmlPage(int status) {
    String page = "<html><head><title>" + status + " Bad Gateway</title></head><body/></html>\n";
    return new Response(status, "text/html", Optional.empty(), page.getBytes(UTF_8));
  }

  Response withStatus(int other) {
    return new Response(other, contentType, etag, body);
  }

  Response withEtag(Revision revision) {
    return new Response(status, contentType, Optional.of(revision.toString()), body);
  }

  JsonNode tree() {
    return Json.parse(body);
  }
}
