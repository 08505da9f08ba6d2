package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Names the process that writes a report, so that others can tell whether it still does. That is
 * known on the same machine only.
 *
 * @param started when the process began; another one may get its number later
 */
record Writer(long pid, Instant started) {
  /** The system's clock may have been set in between. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static Writer ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new Writer(self.pid(), startOf(self));
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  void write(ObjectNode json) {
    json.put("pid", pid).put("started", started.toEpochMilli());
  }

  static Writer read(JsonNode json) {
    return new Writer(
        json.path("pid").asLong(), Instant.ofEpochMilli(json.path("started").asLong()));
  }

  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(Writer::startOf)
        .filter(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) < 0)
        .isPresent();
  }
}
