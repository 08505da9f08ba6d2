package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /db/_bulk_docs}: many documents, each written or refused by itself. A document that cannot
 * be one, or is too large, refuses all of them.
 */
final class BulkHandler implements Handler {
  private final Database database;

  BulkHandler(Database database) {
    this.database = database;
  }

  @Override
  public Response answer(Request request) {
    JsonNode documents = request.json().path("docs");
    if (!documents.isArray()) {
      throw CouchError.badRequest("POST body must include `docs` parameter.");
    }
    List<Draft> drafts = new ArrayList<>();
    for (JsonNode document : documents) {
      Draft draft = Draft.parse(document);
      database.checkSize(draft, draft.id());
      drafts.add(draft);
    }
    ArrayNode results = Json.array();
    drafts.forEach(draft -> results.add(result(draft)));
    return Response.json(201, results);
  }

  private ObjectNode result(Draft draft) {
    try {
      Revision revision = database.write(draft);
      return Json.object().put("ok", true).put("id", draft.id()).put("rev", revision.toString());
    } catch (CouchError e) {
      return Json.object().put("id", draft.id()).put("error", e.error()).put("reason", e.reason());
    }
  }
}
