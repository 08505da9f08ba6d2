package orchestrator.scenario.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the JSON of settings, and tells all that is wrong with it at once. */
public final class SettingsReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** So that an answer stays readable. */
  private static final int MOST_FAULTS = 100;

  private static final int LONGEST_NAME = 1_000;
  private static final double SECOND = 1e9;

  /** A year: longer pauses would overflow when they are added up. */
  private static final double LONGEST_DELTA = 365 * 24 * 3600.0;

  private static final double MOST_ROUNDS = 1e15;

  /** Sums of so many are exact also as numbers of JSON, and never overflow. */
  private static final long MOST_TRANSACTIONS = 1L << 53;

  private static final int MOST_DAYS_AHEAD = 366;

  private final Limits limits;
  private final List<Fault> faults = new ArrayList<>();
  private int steps;
  private double rate;
  private long rounds;

  /** Transactions of all steps until now, each as often as there are rounds. */
  private long transactions;

  private SettingsReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads a message.
   *
   * @param json a JSON text in UTF-8
   * @throws SettingsFaultException with every fault and its place
   */
  public static ScenarioSettings read(byte[] json, Limits limits) throws SettingsFaultException {
    try {
      return read(JSON.readTree(json), limits);
    } catch (JsonProcessingException e) {
      throw new SettingsFaultException(List.of(new Fault("", NotJson.inWords("the message", e))));
    } catch (IOException e) {
      throw new SettingsFaultException(List.of(new Fault("", "the message is not JSON")));
    }
  }

  /**
   * Reads settings that are JSON already.
   *
   * @throws SettingsFaultException with every fault and its place
   */
  public static ScenarioSettings read(JsonNode json, Limits limits) throws SettingsFaultException {
    SettingsReader reader = new SettingsReader(limits);
    ScenarioSettings settings = reader.settings(json);
    if (!reader.faults.isEmpty()) {
      throw new SettingsFaultException(reader.faults);
    }
    return settings;
  }

  private ScenarioSettings settings(JsonNode json) {
    if (!json.isObject()) {
      fault("", "the settings must be a JSON object");
      return new ScenarioSettings("", 0, OptionalLong.empty(), Optional.empty(), List.of());
    }
    double repetitions = number(json, "", "repetitions", -Double.MAX_VALUE, MOST_ROUNDS);
    rounds = (long) Math.ceil(Math.max(0, Math.min(repetitions, MOST_ROUNDS)));
    List<Entry> entries = entries(json.path("nodes"));
    if (rate > limits.rate()) {
      fault("nodes", "the rates add up to " + plain(rate) + ", over " + plain(limits.rate()));
    }
    return new ScenarioSettings(
        json.path("name").isTextual() ? cut(json.get("name").textValue()) : "",
        rounds,
        seed(json),
        startAt(json),
        entries);
  }

  private OptionalLong seed(JsonNode json) {
    JsonNode seed = json.path("seed");
    if (seed.isMissingNode() || seed.isNull()) {
      return OptionalLong.empty();
    }
    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
      fault("seed", "must be an integer of at most 64 bits");
    }
    return OptionalLong.of(seed.longValue());
  }

  private Optional<Instant> startAt(JsonNode json) {
    JsonNode start = json.path("startAt");
    if (start.isMissingNode() || start.isNull()) {
      return Optional.empty();
    }
    try {
      Instant time = Instant.parse(start.asText());
      if (time.isAfter(Instant.now().plus(Duration.ofDays(MOST_DAYS_AHEAD)))) {
        fault("startAt", "must be at most " + MOST_DAYS_AHEAD + " days ahead");
      }
      return Optional.of(time);
    } catch (DateTimeParseException e) {
      fault("startAt", "must be a time such as 2026-11-30T09:00:00Z");
      return Optional.empty();
    }
  }

  private List<Entry> entries(JsonNode nodes) {
    if (!nodes.isArray()) {
      fault("nodes", nodes.isMissingNode() ? "is missing" : "must be a list");
      return List.of();
    }
    if (nodes.size() > limits.nodes()) {
      fault("nodes", "has " + nodes.size() + " entries, over " + limits.nodes());
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (int place = 0; place < nodes.size() && faults.size() < MOST_FAULTS; place++) {
      entries.add(entry(nodes.get(place), "nodes[" + place + "]"));
    }
    if (steps > limits.steps()) {
      fault("nodes", "has more than " + limits.steps() + " steps in all");
    }
    return entries;
  }

  private Entry entry(JsonNode node, String place) {
    if (!node.isObject()) {
      fault(place, "must be an object");
      return new Entry("", List.of());
    }
    JsonNode name = node.path("name");
    if (!name.isTextual()) {
      fault(place + ".name", name.isMissingNode() ? "is missing" : "must be text");
    } else if (name.textValue().length() > LONGEST_NAME) {
      fault(place + ".name", "has more than " + LONGEST_NAME + " characters");
    }
    JsonNode transactions = node.path("transactions");
    if (!transactions.isArray()) {
      fault(
          place + ".transactions", transactions.isMissingNode() ? "is missing" : "must be a list");
    }
    List<Step> list = new ArrayList<>();
    double fastest = 0;
    for (int step = 0; step < transactions.size() && steps <= limits.steps(); step++) {
      if (faults.size() >= MOST_FAULTS) {
        break;
      }
      steps++;
      Step read = step(transactions.get(step), place + ".transactions[" + step + "]");
      fastest = Math.max(fastest, Math.max(read.rate(), read.rateEnd()));
      list.add(read);
    }
    rate += fastest;
    return new Entry(name.asText(), list);
  }

  private Step step(JsonNode json, String place) {
    if (!json.isObject()) {
      fault(place, "must be an object");
      return new Step(0, 0, 0, 0, 0);
    }
    double delta = number(json, place, "delta", 0, LONGEST_DELTA);
    long size = integer(json, place, "size");
    if (size < 0) {
      fault(place + ".size", "must be at least 0");
    } else if (size > limits.payload()) {
      fault(place + ".size", "is " + size + " bytes, over " + limits.payload());
    }
    long quantity = quantity(json, place);
    double begin = rate(json, place, "rate", 0);
    double end = rate(json, place, "rateEnd", begin);
    if (begin == 0 && end > 0) {
      fault(place + ".rateEnd", "needs a rate at which the step begins");
    }
    int bytes = (int) Math.max(0, Math.min(size, limits.payload()));
    return new Step((long) (delta * SECOND), bytes, quantity, begin, end);
  }

  private long quantity(JsonNode json, String place) {
    long quantity = Math.max(0, integer(json, place, "quantity"));
    long before = transactions;
    transactions = Sums.add(before, Sums.multiply(rounds, quantity));
    // Told once, where it becomes too many.
    if (before <= MOST_TRANSACTIONS && transactions > MOST_TRANSACTIONS) {
      fault(
          place + ".quantity",
          "makes more than " + MOST_TRANSACTIONS + " transactions in all repetitions");
    }
    return quantity;
  }

  private double rate(JsonNode json, String place, String field, double absent) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    String at = place + "." + field;
    if (!value.isNumber() || !(value.doubleValue() >= 0.001)) {
      fault(at, "must be a number of transactions a second, at least 0.001");
      return absent;
    }
    if (value.doubleValue() > limits.rate()) {
      fault(at, "is " + value.asText() + ", over " + plain(limits.rate()));
    }
    return value.doubleValue();
  }

  private double number(JsonNode json, String place, String field, double least, double most) {
    JsonNode value = json.path(field);
    String at = place.isEmpty() ? field : place + "." + field;
    if (!value.isNumber()) {
      fault(at, value.isMissingNode() ? "is missing" : "must be a number");
      return Math.max(0, least);
    }
    double number = value.doubleValue();
    if (!(number >= least)) {
      boolean bounded = least > -Double.MAX_VALUE;
      fault(at, bounded ? "must be at least " + plain(least) : "must be a number");
    } else if (!(number <= most)) {
      fault(at, "must be at most " + plain(most));
    }
    return number;
  }

  private long integer(JsonNode json, String place, String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToLong()) {
      String at = place + "." + field;
      fault(at, value.isMissingNode() ? "is missing" : "must be an integer");
      return 0;
    }
    return value.longValue();
  }

  private void fault(String place, String text) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(place, text));
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e16
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
