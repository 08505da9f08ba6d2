package orchestrator.demo.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one hospital has, split off by a fixed rule without any chance in it.
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
 *
 * @param training the records that it learns from
 * @param heldBack the records that no model ever learns from
 */
public record HospitalRecords(RecordFile training, RecordFile heldBack) {

  private static final int HELD_BACK_EVERY = 5;
  private static final int WORST_RADIUS = 20;

  /**
   * Splits a file among hospitals.
   *
   * @param hospitals at least 1
   * @return one entry per hospital; every line of the file is in exactly one place
   * @throws IllegalArgumentException when a line cannot be read
   */
  public static List<HospitalRecords> among(int hospitals, RecordFile file) {
    List<MedicalRecord> records = file.records();
    List<Integer> bySize =
        lines(file, false).stream()
            .sorted(Comparator.comparingDouble(i -> records.get(i).feature(WORST_RADIUS)))
            .toList();
    List<List<Integer>> training = new ArrayList<>();
    List<List<Integer>> heldBack = new ArrayList<>();
    for (int hospital = 0; hospital < hospitals; hospital++) {
      training.add(new ArrayList<>());
      heldBack.add(new ArrayList<>());
    }
    lines(file, true).forEach(i -> heldBack.get(i / HELD_BACK_EVERY % hospitals).add(i));
    for (int p = 0; p < bySize.size(); p++) {
      training.get(p * hospitals / bySize.size()).add(bySize.get(p));
    }
    return IntStream.range(0, hospitals)
        .mapToObj(h -> of(file, training.get(h), heldBack.get(h)))
        .toList();
  }

  /** Splits the file of a single hospital: each fifth record is held back. Reads no line. */
  public static HospitalRecords ofOneHospital(RecordFile file) {
    return of(file, lines(file, false), lines(file, true));
  }

  private static HospitalRecords of(
      RecordFile file, List<Integer> training, List<Integer> heldBack) {
    return new HospitalRecords(
        file.with(training.stream().map(file.lines()::get).toList()),
        file.with(heldBack.stream().map(file.lines()::get).toList()));
  }

  private static List<Integer> lines(RecordFile file, boolean heldBack) {
    return IntStream.range(0, file.lines().size())
        .filter(i -> (i % HELD_BACK_EVERY == HELD_BACK_EVERY - 1) == heldBack)
        .boxed()
        .toList();
  }
}
