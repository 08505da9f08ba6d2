package orchestrator.scenario.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells how a report's file ends, by its last lines.
 *
 * @param whole how many bytes its whole lines have
 * @param type the type of the last of them
 * @param how what that says of the run's end; empty unless it is of type {@code end}
 * @param second the last second that it tells of; -1 if it tells of none
 */
record ReportEnd(long whole, String type, String how, long second) {
  private static final int FIRST_LOOK = 1 << 16;

  /** Whether somebody has said that it is over. */
  boolean isOver() {
    return type.equals("end") || type.equals("cut");
  }

  static ReportEnd of(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long length = file.length();
      for (long look = FIRST_LOOK; ; look *= 8) {
        byte[] last = new byte[(int) Math.min(Math.min(look, length), Integer.MAX_VALUE / 2)];
        file.seek(length - last.length);
        file.readFully(last);
        ReportEnd end = of(last, length, last.length == length);
        if (end.isOver() || end.second >= 0 || look >= length || look > Integer.MAX_VALUE / 2) {
          return end;
        }
      }
    }
  }

  private static ReportEnd of(byte[] last, long length, boolean isAll) {
    String text = new String(last, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n') + 1;
    ReportEnd found = new ReportEnd(length - last.length + end, "", "", -1);
    for (int stop = end - 1; stop > 0; ) {
      int start = text.lastIndexOf('\n', stop - 1) + 1;
      if (start == 0 && !isAll) {
        return found;
      }
      found = found.with(text.substring(start, stop).getBytes(StandardCharsets.ISO_8859_1));
      if (found.isOver() || found.second >= 0) {
        return found;
      }
      stop = start - 1;
    }
    return found;
  }

  private ReportEnd with(byte[] line) {
    JsonNode json;
    try {
      json = ReportJson.MAPPER.readTree(line);
    } catch (IOException e) {
      return this;
    }
    boolean isLast = type.isEmpty();
    return new ReportEnd(
        whole,
        isLast ? json.path("type").asText() : type,
        isLast ? Reasons.line(json.path("how").asText(), 40) : how,
        json.path("second").asLong(-1));
  }
}
