package orchestrator.e2e.couchdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;

/** Passes the first half of a bulk's documents and refuses the rest. */
final class HalfOfBulk {
  private HalfOfBulk() {}

  static void play(ProxyExchange exchange, String error) throws IOException {
    JsonArray documents =
        JsonParser.parseString(new String(exchange.request().body(), UTF_8))
            .getAsJsonObject()
            .getAsJsonArray("docs");
    JsonArray half = new JsonArray();
    int passed = documents.size() / 2;
    for (int i = 0; i < passed; i++) {
      half.add(documents.get(i));
    }
    JsonObject bulk = new JsonObject();
    bulk.add("docs", half);
    HttpMessage answer =
        exchange.pass(exchange.request().withBody(bulk.toString().getBytes(UTF_8)));
    if (answer.status() != 201) {
      exchange.answer(answer);
      return;
    }
    JsonArray results = JsonParser.parseString(new String(answer.body(), UTF_8)).getAsJsonArray();
    for (int i = passed; i < documents.size(); i++) {
      JsonObject refusal = new JsonObject();
      refusal.add("id", documents.get(i).getAsJsonObject().get("_id"));
      refusal.addProperty("error", error);
      refusal.addProperty("reason", "The proxy says so.");
      results.add(refusal);
    }
    exchange.answer(answer.withBody(results.toString().getBytes(UTF_8)));
  }
}
