package orchestrator.demo.incoming;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Writes and reads the file in which a worker puts a prediction. */
final class PredictionFile {
  private static final String CHANCE = "malignant";

  private PredictionFile() {}

  static String text(String data, double chance) {
    JsonObject answer = IncomingStudy.object("data", data);
    answer.addProperty(CHANCE, chance);
    return answer + "\n";
  }

  /**
   * The chance that it tells.
   *
   * @throws IllegalArgumentException when it tells none
   */
  static double read(String text) {
    try {
      return new Document(JsonParser.parseString(text).getAsJsonObject())
          .number(CHANCE)
          .orElseThrow(() -> new IllegalArgumentException("the prediction tells no chance"));
    } catch (JsonParseException | IllegalStateException | IncomingException e) {
      throw new IllegalArgumentException("the prediction cannot be read", e);
    }
  }
}
