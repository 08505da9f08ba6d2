package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes parts of a report as JSON, and reads them. Counts of none are left out. */
final class ReportJson {
  static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** More than a report of ours has in one place. */
  private static final int MOST_REASONS = 100;

  private ReportJson() {}

  static ObjectNode write(RunHeader header) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("run", header.run());
    json.put("settings", header.settings());
    json.put("digest", header.digest());
    json.put("rounds", header.rounds());
    json.put("seed", header.seed());
    json.put("proxy", header.proxy());
    json.put("started", header.started().toString());
    ArrayNode entries = json.putArray("entries");
    for (RunHeader.Entry entry : header.entries()) {
      ObjectNode one = entries.addObject();
      one.put("name", entry.name());
      one.put("node", entry.node());
      ArrayNode steps = one.putArray("steps");
      entry.steps().forEach(step -> write(step, steps.addObject()));
    }
    return json;
  }

  private static void write(RunHeader.Step step, ObjectNode json) {
    json.put("delta", step.delta());
    json.put("size", step.size());
    json.put("quantity", step.quantity());
    if (step.rate() > 0) {
      json.put("rate", step.rate()).put("rate_end", step.rateEnd());
    }
  }

  static RunHeader readHeader(JsonNode json) throws ReportException {
    List<RunHeader.Entry> entries = new ArrayList<>();
    for (JsonNode entry : json.path("entries")) {
      List<RunHeader.Step> steps = new ArrayList<>();
      for (JsonNode step : entry.path("steps")) {
        steps.add(
            new RunHeader.Step(
                step.path("delta").asDouble(),
                step.path("size").asLong(),
                step.path("quantity").asLong(),
                step.path("rate").asDouble(),
                step.path("rate_end").asDouble()));
      }
      entries.add(
          new RunHeader.Entry(entry.path("name").asText(), entry.path("node").asText(), steps));
    }
    try {
      return new RunHeader(
          json.path("run").asText(),
          json.path("settings").asText(),
          json.path("digest").asText(),
          json.path("rounds").asLong(),
          json.path("seed").asLong(),
          json.path("proxy").asText(),
          Instant.parse(json.path("started").asText()),
          entries);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new ReportException("Its first line does not say which run it is of.", e);
    }
  }

  static void write(Figures figures, ObjectNode json) {
    put(json, "intended", figures.intended());
    put(json, "sent", figures.sent());
    put(json, "answered", figures.answered());
    put(json, "committed", figures.committed());
    put(json, "succeeded", figures.succeeded());
    put(json, "failed", figures.failed());
    if (!figures.reasons().isEmpty()) {
      figures.reasons().forEach(json.putObject("reasons")::put);
    }
    if (!figures.times().isEmpty()) {
      ObjectNode times = json.putObject("ms");
      figures
          .times()
          .forEach(
              (measure, time) ->
                  times
                      .putObject(measure.word())
                      .put("p50", time.p50())
                      .put("p99", time.p99())
                      .put("max", time.max()));
    }
  }

  private static void put(ObjectNode json, String name, long count) {
    if (count != 0) {
      json.put(name, count);
    }
  }

  static Figures readFigures(JsonNode json) {
    SortedMap<String, Long> reasons = new TreeMap<>();
    json.path("reasons").properties().stream()
        .limit(MOST_REASONS)
        .forEach(reason -> reasons.put(reason.getKey(), reason.getValue().asLong()));
    Map<Measure, Percentiles> times = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      JsonNode time = json.path("ms").path(measure.word());
      if (time.isObject()) {
        times.put(
            measure,
            new Percentiles(
                time.path("p50").asDouble(),
                time.path("p99").asDouble(),
                time.path("max").asDouble()));
      }
    }
    return new Figures(
        json.path("intended").asLong(),
        json.path("sent").asLong(),
        json.path("answered").asLong(),
        json.path("committed").asLong(),
        json.path("succeeded").asLong(),
        json.path("failed").asLong(),
        reasons,
        times);
  }
}
