package orchestrator.scenario.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the lines of a report one by one. A last line that was not written whole is none. */
final class ReportLines implements AutoCloseable {
  /** As long as the first line of a scenario of the largest settings may be, and more. */
  private static final int LONGEST = 64 << 20;

  private final InputStream in;
  private long number;

  ReportLines(Path file) throws IOException {
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /** The first line, which says what was run. */
  JsonNode first() throws IOException {
    JsonNode first = json(next().orElseThrow(() -> new ReportException("It is empty.")));
    if (!first.path("type").asText().equals("scenario")) {
      throw new ReportException("It is no report of a scenario.");
    }
    if (first.path("format").asInt() != ReportFile.FORMAT) {
      throw new ReportException(
          "It is of format "
              + Reasons.line(first.path("format").asText(), 20)
              + ", and this version reads "
              + ReportFile.FORMAT
              + ".");
    }
    return first;
  }

  /** The next line, without its end. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    number++;
    for (int one = in.read(); one >= 0; one = in.read()) {
      if (one == '\n') {
        return Optional.of(line.toByteArray());
      }
      if (line.size() == LONGEST) {
        throw new ReportException("Its line " + number + " is too long.");
      }
      line.write(one);
    }
    return Optional.empty();
  }

  /** What a line says. */
  JsonNode json(byte[] line) throws IOException {
    try {
      JsonNode json = ReportJson.MAPPER.readTree(line);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // The message would show what is in a file that may be no report at all.
    }
    throw new ReportException("Its line " + number + " is no object of JSON.");
  }

  /** Whether a line is of a type, by its beginning. */
  static boolean isOfType(byte[] line, String type) {
    byte[] start = ("{\"type\":\"" + type + "\"").getBytes(StandardCharsets.UTF_8);
    return line.length >= start.length
        && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
