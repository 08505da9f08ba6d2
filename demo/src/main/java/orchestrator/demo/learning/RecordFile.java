package orchestrator.demo.learning;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * Holds records in their text form: a first line of summary, then one line per record: {@value
 * MedicalRecord#FEATURES} numbers and the diagnosis (0 malignant, 1 benign), parted by commas.
 *
 * @param header the first line
 * @param lines the records' lines, in the file's order
 */
public record RecordFile(String header, List<String> lines) {
  /** The shipped data: Breast Cancer Wisconsin (Diagnostic); see NOTICE.md beside the file. */
  public static RecordFile shipped() {
    InputStream file = RecordFile.class.getResourceAsStream("breast_cancer.csv");
    try (Scanner text = new Scanner(file, StandardCharsets.UTF_8)) {
      return of(text.useDelimiter("\\A").next());
    }
  }

  /**
   * Cuts a text into its lines without looking into them, so that a hospital can hand over a file
   * whose faults only show when its records are used.
   *
   * @throws IllegalArgumentException when there is no line at all
   */
  public static RecordFile of(String text) {
    List<String> all = text.lines().filter(line -> !line.isBlank()).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("the file is empty");
    }
    return new RecordFile(all.get(0), all.subList(1, all.size()));
  }

  /** The same header over other lines. */
  RecordFile with(List<String> otherLines) {
    return new RecordFile(header, otherLines);
  }

  /**
   * Reads every line.
   *
   * @throws IllegalArgumentException naming the first bad line, counted from 1 with the header
   */
  public List<MedicalRecord> records() {
    List<MedicalRecord> records = new ArrayList<>(lines.size());
    for (String line : lines) {
      records.add(record(line.split(",", -1), records.size() + 2));
    }
    return records;
  }

  /** The text that {@link #of} reads back. */
  public String text() {
    return header + "\n" + String.join("\n", lines) + "\n";
  }

  private static MedicalRecord record(String[] cells, int line) {
    int features = MedicalRecord.FEATURES;
    if (cells.length != features + 1) {
      throw new IllegalArgumentException(
          "line %d has %d columns instead of %d".formatted(line, cells.length, features + 1));
    }
    String diagnosis = cells[features].strip();
    if (!diagnosis.matches("[01]")) {
      throw new IllegalArgumentException(
          "line %d has the diagnosis \"%s\" instead of 0 or 1".formatted(line, diagnosis));
    }
    return new MedicalRecord(
        FeatureSums.vector(column -> measurement(cells[column], line, column)),
        diagnosis.equals("0"));
  }

  private static double measurement(String cell, int line, int column) {
    double value = Double.NaN;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException notANumber) {
      // told below, with the place
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "line %d, column %d: \"%s\" is not a number".formatted(line, column + 1, cell));
    }
    return value;
  }
}
