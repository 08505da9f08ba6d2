package orchestrator.scenario.proxy.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orchestrator.scenario.proxy.Transaction;

/**
 * Makes JSON of a transaction: in the texts of a given JSON, <code>{name}</code>, <code>{payload}
 * </code>, <code>{number}</code>, <code>{run}</code> and <code>{entry}</code> stand for what the
 * transaction has.
 */
public final class Template {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, Function<Transaction, String>> MARKS =
      Map.of(
          "name", Transaction::name,
          "payload", Transaction::payload,
          "number", transaction -> Long.toString(transaction.number()),
          "run", Transaction::run,
          "entry", transaction -> Integer.toString(transaction.entry()));
  private static final Pattern MARK =
      Pattern.compile(
          MARKS.keySet().stream().sorted().collect(Collectors.joining("|", "\\{(", ")\\}")));

  private final JsonNode json;

  private Template(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads a template.
   *
   * @param option the option that has it as its value
   * @throws IllegalArgumentException when it is not JSON
   */
  public static Template of(String option, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isMissingNode()) {
        return new Template(json);
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw Options.wrong(option, "must be JSON");
  }

  /** The JSON as it was given. */
  public JsonNode json() {
    return json;
  }

  /** The JSON for a transaction. */
  public JsonNode fill(Transaction transaction) {
    return fill(json, transaction);
  }

  private static JsonNode fill(JsonNode json, Transaction transaction) {
    if (json.isTextual()) {
      return NODES.textNode(
          MARK.matcher(json.textValue())
              .replaceAll(
                  found -> Matcher.quoteReplacement(MARKS.get(found.group(1)).apply(transaction))));
    }
    if (json.isArray()) {
      ArrayNode filled = NODES.arrayNode(json.size());
      json.forEach(value -> filled.add(fill(value, transaction)));
      return filled;
    }
    if (json.isObject()) {
      ObjectNode filled = NODES.objectNode();
      json.properties().forEach(e -> filled.set(e.getKey(), fill(e.getValue(), transaction)));
      return filled;
    }
    return json;
  }
}
