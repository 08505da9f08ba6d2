package orchestrator.server.couchdb.fake;

/** A request that CouchDB refuses, as its answer says it. */
final class CouchError extends RuntimeException {
  private final int status;
  private final String error;

  private CouchError(int status, String error, String reason) {
    super(reason);
    this.status = status;
    this.error = error;
  }

  static CouchError badRequest(String reason) {
    return new CouchError(400, "bad_request", reason);
  }

  static CouchError illegalId(String reason) {
    return new CouchError(400, "illegal_docid", reason);
  }

  static CouchError illegalMember(String member) {
    return new CouchError(400, "doc_validation", "Bad special document member: " + member);
  }

  static CouchError illegalDatabaseName(String name) {
    return new CouchError(
        400,
        "illegal_database_name",
        "Name: '"
            + name
            + "'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (,"
            + " ), +, -, and / are allowed. Must begin with a letter.");
  }

  static CouchError unauthorized(String reason) {
    return new CouchError(401, "unauthorized", reason);
  }

  static CouchError notFound(String reason) {
    return new CouchError(404, "not_found", reason);
  }

  static CouchError methodNotAllowed(String allowed) {
    return new CouchError(405, "method_not_allowed", "Only " + allowed + " allowed");
  }

  static CouchError conflict() {
    return new CouchError(409, "conflict", "Document update conflict.");
  }

  static CouchError databaseExists() {
    return new CouchError(
        412, "file_exists", "The database could not be created, the file already exists.");
  }

  static CouchError tooLarge(String reason) {
    return new CouchError(413, "document_too_large", reason);
  }

  static CouchError notJson() {
    return new CouchError(415, "bad_content_type", "Content-Type must be application/json");
  }

  Response answer() {
    return Response.error(status, error, reason());
  }

  String error() {
    return error;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
