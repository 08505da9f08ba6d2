package orchestrator.demo.incoming;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import orchestrator.demo.learning.HospitalRecords;
import orchestrator.demo.learning.MedicalRecord;
import orchestrator.demo.learning.RecordFile;

/**
 * Knows each record by its id: {@code record-} and its place in the file, from 0. Those that are
 * not held back come in day by day, dealt out in turn: the first on day 1, the next on day 2, and
 * so on.
 *
 * @param records by id
 * @param heldBack ids of those that no model learns from
 * @param days ids of those that come in, per day
 */
public record Patients(
    Map<String, MedicalRecord> records, List<String> heldBack, List<List<String>> days) {

  /**
   * The records of a file.
   *
   * @throws IllegalArgumentException when a line cannot be read
   */
  public static Patients of(RecordFile file, int days) {
    Map<String, MedicalRecord> records = new LinkedHashMap<>();
    List<String> heldBack = new ArrayList<>();
    List<String> incoming = new ArrayList<>();
    for (MedicalRecord record : file.records()) {
      int place = records.size();
      String id = "record-" + place;
      records.put(id, record);
      (HospitalRecords.isHeldBack(place) ? heldBack : incoming).add(id);
    }
    return new Patients(
        records,
        heldBack,
        IntStream.range(0, days)
            .mapToObj(
                day ->
                    IntStream.range(0, incoming.size())
                        .filter(i -> i % days == day)
                        .mapToObj(incoming::get)
                        .toList())
            .toList());
  }

  /**
   * The record with an id.
   *
   * @throws IllegalArgumentException when there is none
   */
  public MedicalRecord record(String id) {
    return Optional.ofNullable(records.get(id))
        .orElseThrow(() -> new IllegalArgumentException("there is no record " + id));
  }

  /** On which day a record came in, from 1; 0 when it is held back. */
  int day(String id) {
    return IntStream.range(0, days.size())
        .filter(day -> days.get(day).contains(id))
        .map(day -> day + 1)
        .findFirst()
        .orElse(0);
  }
}
