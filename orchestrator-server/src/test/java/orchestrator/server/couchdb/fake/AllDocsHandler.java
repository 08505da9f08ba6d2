package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;
import java.util.Optional;

/** {@code /db/_all_docs}: the documents by id, some of them or a range. */
final class AllDocsHandler implements Handler {
  private final Documents documents;

  AllDocsHandler(Documents documents) {
    this.documents = documents;
  }

  @Override
  public Response answer(Request request) {
    Optional<JsonNode> keys =
        switch (request.method()) {
          case "GET" -> request.jsonParameter("keys");
          case "POST" -> {
            request.checkContentType();
            yield Optional.of(request.json().path("keys")).filter(JsonNode::isArray);
          }
          default -> throw CouchError.methodNotAllowed("GET,HEAD,POST");
        };
    ObjectNode listing = Json.object().put("total_rows", documents.living().size());
    return Response.json(
        200,
        keys.map(asked -> ofKeys(listing, asked, request))
            .orElseGet(() -> range(listing, request)));
  }

  private ObjectNode ofKeys(ObjectNode listing, JsonNode keys, Request request) {
    ArrayNode rows = listing.putNull("offset").putArray("rows");
    for (JsonNode key : keys) {
      rows.add(
          documents
              .find(key.asText())
              .map(document -> row(document, request))
              .orElseGet(() -> Json.object().put("key", key.asText()).put("error", "not_found")));
    }
    return listing;
  }

  private ObjectNode range(ObjectNode listing, Request request) {
    NavigableMap<String, StoredDocument> all = documents.living();
    NavigableMap<String, StoredDocument> asked = all;
    Optional<String> only = text(request, "key");
    Optional<String> start = only.or(() -> text(request, "startkey"));
    Optional<String> end = only.or(() -> text(request, "endkey"));
    long before = 0;
    if (start.isPresent()) {
      asked = asked.tailMap(start.get(), true);
      before = all.headMap(start.get(), false).size();
    }
    boolean endIncluded = !request.parameter("inclusive_end").equals(Optional.of("false"));
    long skip = request.number("skip").orElse(0L);
    ArrayNode rows = listing.put("offset", before + skip).putArray("rows");
    asked.values().stream()
        .takeWhile(document -> end.stream().allMatch(last -> isUpTo(document, last, endIncluded)))
        .skip(skip)
        .limit(request.number("limit").orElse(Long.MAX_VALUE))
        .forEach(document -> rows.add(row(document, request)));
    return listing;
  }

  private static Optional<String> text(Request request, String parameter) {
    return request.jsonParameter(parameter).map(JsonNode::asText);
  }

  private static boolean isUpTo(StoredDocument document, String last, boolean included) {
    int order = document.id().compareTo(last);
    return included ? order <= 0 : order < 0;
  }

  private static ObjectNode row(StoredDocument document, Request request) {
    ObjectNode row = Json.object().put("id", document.id()).put("key", document.id());
    ObjectNode value = row.putObject("value").put("rev", document.revision().toString());
    if (document.deleted()) {
      value.put("deleted", true);
    }
    if (request.flag("include_docs")) {
      row.set("doc", document.deleted() ? row.nullNode() : document.json());
    }
    return row;
  }
}
