package orchestrator.server.couchdb.fake;

/** Answers requests of a kind. */
interface Handler {
  /** Does what the request asks for; throws {@link CouchError} to refuse it. */
  Response answer(Request request);
}
