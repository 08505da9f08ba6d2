package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;

/** Begins the report of a run in a file, by a clock that a test moves. */
abstract class WrittenReport {
  @TempDir private Path folder;
  final AtomicLong now = new AtomicLong();

  final RunReport begin(int entries, int steps) throws IOException {
    return RunReport.begin(Runs.header("r1", entries, steps), Optional.of(file()), now::get);
  }

  final Path file() {
    return folder.resolve("r1.jsonl");
  }

  final List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file())) {
      lines.add(ReportJson.MAPPER.readTree(line));
    }
    return lines;
  }
}
