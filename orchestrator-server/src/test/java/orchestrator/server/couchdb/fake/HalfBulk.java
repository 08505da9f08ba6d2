package orchestrator.server.couchdb.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Writes the first half of a bulk's documents and answers that all went wrong. */
final class HalfBulk {
  private HalfBulk() {}

  static void play(Exchange exchange) throws IOException {
    JsonNode documents = exchange.request().json().path("docs");
    ObjectNode half = Json.object();
    ArrayNode written = half.putArray("docs");
    for (int i = 0; i < documents.size() / 2; i++) {
      written.add(documents.get(i));
    }
    exchange.applyInstead(exchange.request().withBody(half));
    exchange.send(MadeUpResponses.answer(500, exchange.request()));
  }
}
