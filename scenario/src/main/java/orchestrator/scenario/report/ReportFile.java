package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the lines of a report, in their order. For one thread at a time. */
final class ReportFile {
  private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

  /** The form of the lines. */
  static final int FORMAT = 1;

  private static final int MOST_REMARKS = 10_000;

  /** After so many seconds it says what all came to, for the case that it is cut. */
  private static final int SUMMARY = 10;

  private final LineFile lines;
  private final long mostBytes;
  private int remarks;
  private boolean isFull;

  private ReportFile(LineFile lines, long mostBytes) {
    this.lines = lines;
    this.mostBytes = mostBytes;
  }

  static ReportFile begin(LineFile lines, RunHeader header, long mostBytes) {
    ObjectNode first = line("scenario");
    first.put("format", FORMAT);
    Writer.ofThisProcess().write(first.putObject("process"));
    first.setAll(ReportJson.write(header));
    lines.write(first);
    return new ReportFile(lines, mostBytes);
  }

  static ObjectNode line(String type) {
    return ReportJson.MAPPER.createObjectNode().put("type", type);
  }

  Optional<String> fault() {
    return lines.fault();
  }

  void wake() {
    lines.wake();
  }

  void remark(Remark remark) {
    remarks++;
    if (remarks < MOST_REMARKS) {
      write(remark);
    } else if (remarks == MOST_REMARKS) {
      write(new Remark(remark.at(), "There are more remarks than a report takes."));
    }
  }

  private void write(Remark remark) {
    lines.write(line("remark").put("at", remark.at()).put("text", remark.text()));
  }

  /** Writes a second: of all together, then of each step that did something. */
  void second(long second, Figures all, Figures total, List<SortedMap<Integer, Tally>> byEntry) {
    ObjectNode line = line("second").put("second", second);
    ReportJson.write(all, line);
    lines.write(line.put("under_way", total.underWay()));
    if (lines.length() < mostBytes) {
      for (int entry = 0; entry < byEntry.size(); entry++) {
        int place = entry;
        byEntry
            .get(entry)
            .forEach(
                (step, tally) ->
                    write(line("part").put("second", second), place, step, tally.figures()));
      }
    } else if (!isFull) {
      isFull = true;
      write(new Remark(second, "The report is large: from here on it has no nodes' seconds."));
    }
    if (second % SUMMARY == SUMMARY - 1) {
      ObjectNode soFar = line("so_far").put("second", second);
      ReportJson.write(total, soFar);
      lines.write(soFar);
    }
  }

  void step(StepFigures step) {
    write(line("step"), step.entry(), step.step(), step.figures());
  }

  private void write(ObjectNode line, int entry, int step, Figures figures) {
    line.put("entry", entry).put("step", step);
    ReportJson.write(figures, line);
    lines.write(line);
  }

  /** Writes what it came to, and ends the file. */
  void end(Totals totals, String how) {
    for (NodeFigures node : totals.nodes()) {
      ObjectNode line = line("node").put("entry", node.entry());
      ReportJson.write(node.figures(), line);
      lines.write(line);
    }
    ObjectNode line = line("total");
    ReportJson.write(totals.all(), line);
    lines.write(line.put("under_way", totals.all().underWay()));
    ObjectNode end = line("end").put("at", totals.seconds()).put("how", how);
    if (lines.lost() > 0) {
      end.put("lost", lines.lost());
    }
    lines.write(end);
    try {
      lines.close();
    } catch (IOException e) {
      LOG.warn("The report cannot be closed: {}", e.getMessage());
    }
  }
}
