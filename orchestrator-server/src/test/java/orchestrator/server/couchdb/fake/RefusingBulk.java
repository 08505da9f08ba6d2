package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.regex.Pattern;

/** Writes some documents of a bulk and refuses the others. */
final class RefusingBulk implements Fault {
  private final Pattern refusedIds;
  private final String error;

  RefusingBulk(String refusedIds, String error) {
    this.refusedIds = Pattern.compile(refusedIds);
    this.error = error;
  }

  @Override
  public void play(Exchange exchange) throws IOException {
    JsonNode documents = exchange.request().json().path("docs");
    ObjectNode kept = Json.object();
    ArrayNode keptDocuments = kept.putArray("docs");
    for (JsonNode document : documents) {
      if (!isRefused(document)) {
        keptDocuments.add(document);
      }
    }
    Response answer = exchange.applyInstead(exchange.request().withBody(kept));
    exchange.send(
        answer.status() == 201
            ? Response.json(201, merged(documents, answer.tree().elements()))
            : answer);
  }

  private boolean isRefused(JsonNode document) {
    return refusedIds.matcher(document.path("_id").asText()).matches();
  }

  private ArrayNode merged(JsonNode documents, Iterator<JsonNode> results) {
    ArrayNode merged = Json.array();
    for (JsonNode document : documents) {
      merged.add(isRefused(document) ? refusal(document) : results.next());
    }
    return merged;
  }

  private ObjectNode refusal(JsonNode document) {
    String reason =
        error.equals("conflict") ? CouchError.conflict().reason() : "Refused by a rule.";
    return Json.object()
        .put("id", document.path("_id").asText())
        .put("error", error)
        .put("reason", reason);
  }
}
