package orchestrator.demo.learning;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds what one hospital has, split off by a fixed rule without any chance in it.
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
    List<Integer> heldBack = lines(file, true);
    return IntStream.range(0, hospitals)
        .mapToObj(
            hospital ->
                of(
                    file,
                    IntStream.range(0, bySize.size())
                        .filter(p -> p * hospitals / bySize.size() == hospital)
                        .mapToObj(bySize::get),
                    heldBack.stream().filter(i -> i / HELD_BACK_EVERY % hospitals == hospital)))
        .toList();
  }

  /** Splits the file of a single hospital: each fifth record is held back. Reads no line. */
  public static HospitalRecords ofOneHospital(RecordFile file) {
    return of(file, lines(file, false).stream(), lines(file, true).stream());
  }

  /** Whether the record at a place, from 0, is one that no model learns from. */
  public static boolean isHeldBack(int record) {
    return record % HELD_BACK_EVERY == HELD_BACK_EVERY - 1;
  }

  private static HospitalRecords of(
      RecordFile file, Stream<Integer> training, Stream<Integer> heldBack) {
    return new HospitalRecords(
        file.with(training.map(file.lines()::get).toList()),
        file.with(heldBack.map(file.lines()::get).toList()));
  }

  private static List<Integer> lines(RecordFile file, boolean heldBack) {
    return IntStream.range(0, file.lines().size())
        .filter(i -> isHeldBack(i) == heldBack)
        .boxed()
        .toList();
  }
}
