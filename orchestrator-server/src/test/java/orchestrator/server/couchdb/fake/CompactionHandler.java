package orchestrator.server.couchdb.fake;

/** {@code /db/_compact}: only counted, as nothing piles up here. */
final class CompactionHandler implements Handler {
  private final Database database;

  CompactionHandler(Database database) {
    this.database = database;
  }

  @Override
  public Response answer(Request request) {
    database.compact();
    return Response.ok(202);
  }
}
