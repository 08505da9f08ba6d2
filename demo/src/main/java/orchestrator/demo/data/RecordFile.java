package orchestrator.demo.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The text form of records: a first line of summary, then one line per record: {@value
 * MedicalRecord#FEATURES} numbers and the diagnosis (0 malignant, 1 benign), parted by commas.
 *
 * @param header the first line
 * @param lines the records' lines, in the file's order
 */
public record RecordFile(String header, List<String> lines) {

  /** Keeps its own copy of the lines. */
  public RecordFile {
    lines = List.copyOf(lines);
  }

  /**
   * Cuts a text into its lines without looking into them, so that a hospital can hand over a file
   * whose faults only show when its records are used.
   *
   * @throws InvalidRecordsException when there is no line at all
   */
  public static RecordFile of(String text) {
    List<String> all = text.lines().filter(line -> !line.isBlank()).toList();
    if (all.isEmpty()) {
      throw new InvalidRecordsException("the file is empty");
    }
    return new RecordFile(all.get(0), all.subList(1, all.size()));
  }

  /** The same header over other lines. */
  public RecordFile with(List<String> otherLines) {
    return new RecordFile(header, otherLines);
  }

  /**
   * Reads every line.
   *
   * @throws InvalidRecordsException naming the first bad line, counted from 1 with the header
   */
  public List<MedicalRecord> records() {
    List<MedicalRecord> records = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      records.add(record(lines.get(i), i + 2));
    }
    return records;
  }

  /** The text that {@link #of} reads back. */
  public String text() {
    StringBuilder text = new StringBuilder(header).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static MedicalRecord record(String line, int number) {
    String[] cells = line.split(",", -1);
    if (cells.length != MedicalRecord.FEATURES + 1) {
      throw new InvalidRecordsException(
          "line %d has %d columns instead of %d"
              .formatted(number, cells.length, MedicalRecord.FEATURES + 1));
    }
    List<Double> features = new ArrayList<>(MedicalRecord.FEATURES);
    for (int column = 0; column < MedicalRecord.FEATURES; column++) {
      features.add(measurement(cells[column], number, column));
    }
    String diagnosis = cells[MedicalRecord.FEATURES].strip();
    if (!diagnosis.equals("0") && !diagnosis.equals("1")) {
      throw new InvalidRecordsException(
          "line %d has the diagnosis \"%s\" instead of 0 or 1".formatted(number, diagnosis));
    }
    return new MedicalRecord(features, diagnosis.equals("0"));
  }

  private static double measurement(String cell, int line, int column) {
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below, with the place
    }
    throw new InvalidRecordsException(
        "line %d, column %d: \"%s\" is not a number".formatted(line, column + 1, cell));
  }
}
