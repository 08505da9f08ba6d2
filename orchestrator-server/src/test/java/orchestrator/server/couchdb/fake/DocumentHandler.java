package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** {@code /db/id} and {@code /db/_local/id}: one document. */
final class DocumentHandler implements Handler {
  private final Database database;
  private final String id;

  DocumentHandler(Database database, String id) {
    this.database = database;
    this.id = id;
  }

  @Override
  public Response answer(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> {
        StoredDocument document = database.get(id);
        yield Response.json(200, document.json()).withEtag(document.revision());
      }
      case "PUT" -> written(Draft.named(id, request.json()).after(namedRevision(request)));
      case "DELETE" -> {
        StoredDocument existing = database.get(id);
        Draft tombstone = new Draft(existing.id(), namedRevision(request), true, Json.object());
        yield written(tombstone);
      }
      default -> throw Router.unknownMethod();
    };
  }

  private static Optional<Revision> namedRevision(Request request) {
    return request
        .parameter("rev")
        .or(() -> request.header("if-match").map(tag -> tag.replace("\"", "")))
        .map(Revision::parse);
  }

  /** Writes the document and tells its revision. */
  Response written(Draft draft) {
    database.checkSize(draft, "");
    Revision revision = database.write(draft);
    ObjectNode body = Json.object().put("ok", true).put("id", id).put("rev", revision.toString());
    return Response.json(draft.deleted() ? 200 : 201, body).withEtag(revision);
  }
}
