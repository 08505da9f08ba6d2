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
record Answer(int status, String contentType, Optional<String> etag, byte[] body) {
  private static final String JSON = "application/json";

  static Answer json(int status, JsonNode body) {
    return new Answer(status, JSON, Optional.empty(), Json.bytes(body));
  }

  static Answer ok(int status) {
    return json(status, Json.object().put("ok", true));
  }

  static Answer error(int status, String error, String reason) {
    return json(status, Json.object().put("error", error).put("reason", reason));
  }

  /** What a proxy says when it does not reach CouchDB. */
  static Answer htmlPage(int status) {
    String page = "<html><head><title>" + status + " Bad Gateway</title></head><body/></html>\n";
    return new Answer(status, "text/html", Optional.empty(), page.getBytes(UTF_8));
  }

  Answer withStatus(int other) {
    return new Answer(other, contentType, etag, body);
  }

  Answer withEtag(Revision revision) {
    return new Answer(status, contentType, Optional.of(revision.toString()), body);
  }

  JsonNode tree() {
    return Json.parse(body);
  }
}
