package orchestrator.demo.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fixed rule by which records are split, without any chance in it.
 *
 * <ul>
 *   <li>Record {@code i} (from 0, in the file's order) is held back when {@code i mod 5 = 4}; held
 *       back records are dealt out in turn: to hospital {@code (i div 5) mod hospitals}.
 *   <li>The others are ordered by their worst radius (column 20; ties in the file's order) and cut
 *       into as many bands as there are hospitals: the one at position {@code p} of {@code n} goes
 *       to hospital {@code p * hospitals div n}.
 * </ul>
 *
 * So hospitals learn from very different patients, one from small tumours and another from large
 * ones, while each is asked about patients of every kind. That is where learning together helps.
 */
public final class Split {

  private static final int HELD_BACK_EVERY = 5;
  private static final int WORST_RADIUS = 20;

  private Split() {}

  /**
   * Splits a file among hospitals.
   *
   * @param hospitals at least 1
   * @return one entry per hospital; every line of the file is in exactly one place
   * @throws InvalidRecordsException when a line cannot be read
   */
  public static List<HospitalRecords> among(int hospitals, RecordFile file) {
    List<MedicalRecord> records = file.records();
    List<List<String>> training = emptyLists(hospitals);
    List<List<String>> heldBack = emptyLists(hospitals);
    List<Integer> learnedFrom = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (isHeldBack(i)) {
        heldBack.get(i / HELD_BACK_EVERY % hospitals).add(file.lines().get(i));
      } else {
        learnedFrom.add(i);
      }
    }
    learnedFrom.sort(Comparator.comparingDouble(i -> records.get(i).feature(WORST_RADIUS)));
    for (int p = 0; p < learnedFrom.size(); p++) {
      int hospital = p * hospitals / learnedFrom.size();
      training.get(hospital).add(file.lines().get(learnedFrom.get(p)));
    }
    return IntStream.range(0, hospitals)
        .mapToObj(h -> new HospitalRecords(file.with(training.get(h)), file.with(heldBack.get(h))))
        .toList();
  }

  /** Splits the file of a single hospital: each fifth record is held back. Reads no line. */
  public static HospitalRecords ofOneHospital(RecordFile file) {
    List<String> training = new ArrayList<>();
    List<String> heldBack = new ArrayList<>();
    for (int i = 0; i < file.lines().size(); i++) {
      (isHeldBack(i) ? heldBack : training).add(file.lines().get(i));
    }
    return new HospitalRecords(file.with(training), file.with(heldBack));
  }

  private static boolean isHeldBack(int i) {
    return i % HELD_BACK_EVERY == HELD_BACK_EVERY - 1;
  }

  private static List<List<String>> emptyLists(int count) {
    return IntStream.range(0, count).<List<String>>mapToObj(h -> new ArrayList<>()).toList();
  }
}
