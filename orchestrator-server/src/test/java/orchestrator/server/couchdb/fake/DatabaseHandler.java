package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /db}: making, describing and removing a database, and a document without an id. */
final class DatabaseHandler implements Handler {
  private final Databases databases;
  private final String name;

  DatabaseHandler(Databases databases, String name) {
    this.databases = databases;
    this.name = name;
  }

  @Override
  public Response answer(Request request) {
    return switch (request.method()) {
      case "PUT" -> {
        databases.create(name);
        yield Response.ok(201);
      }
      case "GET", "HEAD" -> Response.json(200, description(databases.get(name)));
      case "DELETE" -> {
        databases.delete(name);
        yield Response.ok(200);
      }
      case "POST" -> {
        Database database = databases.get(name);
        request.checkContentType();
        Draft draft = Draft.parse(request.json());
        yield new DocumentHandler(database, draft.id()).written(draft);
      }
      default -> throw Router.unknownMethod();
    };
  }

  private ObjectNode description(Database database) {
    Documents documents = database.documents();
    return Json.object()
        .put("db_name", name)
        .put("update_seq", documents.changes().end().toString())
        .put("doc_count", documents.living().size())
        .put("doc_del_count", documents.deletedCount())
        .put("disk_format_version", 8)
        .put("compact_running", false)
        .put("instance_start_time", "1795408666");
  }
}
