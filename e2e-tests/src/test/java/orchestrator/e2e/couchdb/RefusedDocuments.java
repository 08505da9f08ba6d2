package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;

/** Passes a part of a bulk's documents, from the first on, and refuses the rest. */
final class RefusedDocuments {
  private RefusedDocuments() {}

  /** Plays this with the share of the documents that are passed, rounded down. */
  static void play(ProxyExchange exchange, double share, String error, String reason)
      throws IOException {
    JsonArray documents =
        JsonParser.parseString(new String(exchange.request().body(), UTF_8))
            .getAsJsonObject()
            .getAsJsonArray("docs");
    int passed = (int) (share * documents.size());
    HttpMessage answer = passed == 0 ? nothingDone() : pass(exchange, documents, passed);
    if (answer.status() != 201) {
      exchange.answer(answer);
      return;
    }
    JsonArray results = JsonParser.parseString(new String(answer.body(), UTF_8)).getAsJsonArray();
    for (int i = passed; i < documents.size(); i++) {
      JsonObject refusal = new JsonObject();
      refusal.add("id", documents.get(i).getAsJsonObject().get("_id"));
      refusal.addProperty("error", error);
      refusal.addProperty("reason", reason);
      results.add(refusal);
    }
    exchange.answer(answer.withBody(results.toString().getBytes(UTF_8)));
  }

  private static HttpMessage nothingDone() {
    return HttpMessage.answer(201, "application/json", "[]");
  }

  private static HttpMessage pass(ProxyExchange exchange, JsonArray documents, int count)
      throws IOException {
    JsonArray some = new JsonArray();
    for (int i = 0; i < count; i++) {
      some.add(documents.get(i));
    }
    JsonObject bulk = new JsonObject();
    bulk.add("docs", some);
    return exchange.pass(exchange.request().withBody(bulk.toString().getBytes(UTF_8)));
  }
}
