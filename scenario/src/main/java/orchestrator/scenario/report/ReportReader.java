package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a report back, whole or cut. What it holds does not grow with the run's length. */
public final class ReportReader {
  private static final int MOST_REMARKS = 1_000;

  private final RunHeader header;
  private final Stretches stretches = new Stretches();
  private final List<Remark> remarks = new ArrayList<>();
  private final SortedMap<Long, Figures> steps = new TreeMap<>();
  private final SortedMap<Integer, Figures> nodes = new TreeMap<>();
  private Figures sum = Figures.NONE;
  private Figures soFar = Figures.NONE;
  private Optional<Figures> total = Optional.empty();
  private Optional<String> fault = Optional.empty();
  private String how;
  private double seconds;
  private long moreRemarks;

  private ReportReader(RunHeader header, String how) {
    this.header = header;
    this.how = how;
  }

  /**
   * Reads a file.
   *
   * @throws ReportException when it is no report; the message does not name the file
   */
  public static Report read(Path file) throws IOException {
    try (ReportLines lines = new ReportLines(file)) {
      JsonNode first = lines.first();
      boolean hasEnd = ReportEnd.of(file).type().equals("end");
      boolean isAlive = Writer.read(first.path("process")).isAlive();
      ReportReader reader =
          new ReportReader(ReportJson.readHeader(first), isAlive ? "running" : "cut");
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        // These are most of a file, and needed only where their sums are missing.
        if (!hasEnd || !ReportLines.isOfType(line.get(), "part")) {
          reader.take(lines.json(line.get()));
        }
      }
      return reader.report();
    }
  }

  private void take(JsonNode line) {
    Figures figures = ReportJson.readFigures(line);
    switch (line.path("type").asText()) {
      case "second" -> {
        long second = line.path("second").asLong();
        stretches.add(second, figures, line.path("under_way").asLong());
        sum = sum.plus(figures).withFewReasons();
        seconds = Math.max(seconds, (double) second + 1);
      }
      case "part" -> add(line, figures);
      case "so_far" -> soFar = figures;
      case "remark" -> remark(line);
      case "step" -> place(line).ifPresent(place -> steps.put(place, figures));
      case "node" -> nodes.put(line.path("entry").asInt(), figures);
      case "total" -> total = Optional.of(figures);
      case "cut" -> how = "cut";
      case "end" -> {
        how = Reasons.line(line.path("how").asText(), 40);
        seconds = line.path("at").asDouble();
        if (line.path("lost").asLong() > 0) {
          fault = Optional.of(line.path("lost").asLong() + " lines of it could not be written.");
        }
      }
      default -> {
        // A later version may say more.
      }
    }
  }

  private void add(JsonNode line, Figures figures) {
    place(line)
        .ifPresent(
            place -> {
              steps.merge(place, figures, Figures::plus);
              nodes.merge(line.path("entry").asInt(), figures, Figures::plus);
            });
  }

  /** The place of a step among all, if there is such a step. */
  private Optional<Long> place(JsonNode line) {
    int entry = line.path("entry").asInt(-1);
    int step = line.path("step").asInt(-1);
    boolean isThere =
        entry >= 0
            && entry < header.entries().size()
            && step >= 0
            && step < header.entries().get(entry).steps().size();
    return isThere ? Optional.of(((long) entry << Integer.SIZE) + step) : Optional.empty();
  }

  private void remark(JsonNode line) {
    if (remarks.size() < MOST_REMARKS) {
      remarks.add(new Remark(line.path("at").asDouble(), line.path("text").asText()));
    } else {
      moreRemarks++;
    }
  }

  private Report report() {
    List<NodeFigures> nodeList = new ArrayList<>();
    for (int i = 0; i < header.entries().size(); i++) {
      RunHeader.Entry entry = header.entries().get(i);
      nodeList.add(
          new NodeFigures(i, entry.name(), entry.node(), nodes.getOrDefault(i, Figures.NONE)));
    }
    List<StepFigures> stepList = new ArrayList<>();
    for (Map.Entry<Long, Figures> step : steps.entrySet()) {
      long place = step.getKey();
      stepList.add(new StepFigures((int) (place >> Integer.SIZE), (int) place, step.getValue()));
    }
    // Sums of seconds lag by none, their percentiles are those of the worst second.
    Figures best = total.orElseGet(() -> soFar.times().isEmpty() ? sum : sum.withTimesOf(soFar));
    return new Report(
        header,
        stretches.list(),
        remarks,
        moreRemarks,
        stepList,
        new Totals(seconds, best, nodeList, fault),
        how);
  }
}
