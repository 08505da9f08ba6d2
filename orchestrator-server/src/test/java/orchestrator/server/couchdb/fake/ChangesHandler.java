package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /db/_changes}: the newest revision of each document that changed after a place. */
final class ChangesHandler implements Handler {
  private final ChangeFeed feed;

  ChangesHandler(ChangeFeed feed) {
    this.feed = feed;
  }

  @Override
  public Response answer(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw CouchError.methodNotAllowed("GET,HEAD,POST");
    }
    Sequence since =
        request
            .parameter("since")
            .map(text -> text.equals("now") ? feed.end() : Sequence.parse(text))
            .orElse(Sequence.START);
    List<ChangeFeed.Change> all = feed.after(since);
    long limit = request.number("limit").orElse(Long.MAX_VALUE);
    List<ChangeFeed.Change> page = all.stream().limit(limit).toList();

    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    page.forEach(change -> results.add(result(change, request.flag("include_docs"))));
    Sequence last = page.isEmpty() ? since : page.get(page.size() - 1).sequence();
    answer.put("last_seq", last.toString()).put("pending", all.size() - page.size());
    return Response.json(200, answer);
  }

  private static ObjectNode result(ChangeFeed.Change change, boolean includeDocument) {
    StoredDocument document = change.document();
    ObjectNode result =
        Json.object().put("seq", change.sequence().toString()).put("id", document.id());
    result.putArray("changes").addObject().put("rev", document.revision().toString());
    if (document.deleted()) {
      result.put("deleted", true);
    }
    if (includeDocument) {
      result.set("doc", document.json());
    }
    return result;
  }
}
