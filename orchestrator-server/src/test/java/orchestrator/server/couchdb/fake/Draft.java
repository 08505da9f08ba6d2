package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A document as it is to be written.
 *
 * @param id its name
 * @param parent the revision that it follows
 * @param deleted whether only a tombstone is to stay
 * @param body its members without the special ones
 */
record Draft(String id, Optional<Revision> parent, boolean deleted, ObjectNode body) {
  static final String LOCAL = "_local/";

  /** A document as it stands in a bulk, with its id inside or with none. */
  static Draft parse(JsonNode json) {
    if (!json.isObject()) {
      throw CouchError.badRequest("Document must be a JSON object");
    }
    JsonNode id = json.path("_id");
    if (!id.isMissingNode() && !id.isTextual()) {
      throw CouchError.illegalId("Document id must be a string");
    }
    return named(id.asText(UUID.randomUUID().toString().replace("-", "")), json);
  }

  /** A document of a name, whatever name stands inside it. */
  static Draft named(String id, JsonNode json) {
    if (!json.isObject()) {
      throw CouchError.badRequest("Document must be a JSON object");
    }
    if (id.isEmpty()) {
      throw CouchError.illegalId("Document id must not be empty");
    }
    if (id.startsWith("_") && !id.startsWith(LOCAL) && !id.startsWith("_design/")) {
      throw CouchError.illegalId("Only reserved document ids may start with underscore.");
    }
    ObjectNode body = json.deepCopy();
    body.remove("_id");
    Optional<Revision> parent =
        Optional.ofNullable(body.remove("_rev")).map(JsonNode::asText).map(Revision::parse);
    boolean deleted =
        Optional.ofNullable(body.remove("_deleted")).filter(JsonNode::asBoolean).isPresent();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (member.getKey().startsWith("_")) {
        throw CouchError.illegalMember(member.getKey());
      }
    }
    return new Draft(id, parent, deleted, body);
  }

  boolean isLocal() {
    return id.startsWith(LOCAL);
  }

  /** The same with the revision that the request's address named. */
  Draft after(Optional<Revision> named) {
    return named.isPresent() ? new Draft(id, named, deleted, body) : this;
  }

  Draft throughDoubles() {
    return new Draft(id, parent, deleted, (ObjectNode) Json.throughDoubles(body));
  }
}
