package orchestrator.server.couchdb.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Applies requests to the databases, one at a time. */
final class Router {
  static final String VERSION = "3.4.3";

  private static final String USUAL_METHODS = "DELETE,GET,HEAD,POST,PUT";

  private final FakeCouchSettings settings;
  private final Databases databases;

  Router(FakeCouchSettings settings) {
    this.settings = settings;
    databases = new Databases(settings);
  }

  /** Does what a request asks for and tells the answer, a refusal included. */
  synchronized Response apply(Request request) {
    try {
      checkLogin(request);
      return route(request);
    } catch (CouchError e) {
      return e.answer();
    }
  }

  /** How often a database was compacted. */
  synchronized int compactions(String database) {
    return databases.get(database).compactions();
  }

  private Response route(Request request) {
    List<String> path = request.segments();
    if (path.isEmpty()) {
      return Response.json(200, Json.object().put("couchdb", "Welcome").put("version", VERSION));
    }
    if (path.size() == 1) {
      return new DatabaseHandler(databases, path.get(0)).answer(request);
    }
    Database database = databases.get(path.get(0));
    String name = String.join("/", path.subList(1, path.size()));
    return switch (name) {
      case "_bulk_docs" -> posted(request, new BulkHandler(database));
      case "_compact" -> posted(request, new CompactionHandler(database));
      // It remembers no old revisions anyway.
      case "_revs_limit" -> Response.ok(200);
      case "_all_docs" -> new AllDocsHandler(database.documents()).answer(request);
      case "_changes" -> new ChangesHandler(database.documents().changes()).answer(request);
      default -> new DocumentHandler(database, name).answer(request);
    };
  }

  private static Response posted(Request request, Handler handler) {
    if (!request.method().equals("POST")) {
      throw CouchError.methodNotAllowed("POST");
    }
    request.checkContentType();
    return handler.answer(request);
  }

  private void checkLogin(Request request) {
    Optional<String> given = request.header("authorization");
    if (settings.login().isEmpty() || (given.isEmpty() && request.segments().isEmpty())) {
      return;
    }
    if (given.isEmpty()) {
      throw CouchError.unauthorized("You are not authorized to access this db.");
    }
    FakeCouchSettings.Login login = settings.login().get();
    byte[] expected = (login.user() + ":" + login.password()).getBytes(UTF_8);
    if (!given.get().equals("Basic " + Base64.getEncoder().encodeToString(expected))) {
      throw CouchError.unauthorized("Name or password is incorrect.");
    }
  }

  /** The refusal of a method that a document or a database does not know. */
  static CouchError unknownMethod() {
    return CouchError.methodNotAllowed(USUAL_METHODS);
  }
}
