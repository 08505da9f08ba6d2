package orchestrator.demo.learning;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Holds what a hospital tells of its records so that all can scale alike: how many, and per feature
 * their sum and the sum of their squares. No single record can be read from it.
 *
 * @param records number of records
 * @param sums per feature
 * @param squares per feature, of the squared values
 */
public record FeatureSums(int records, List<Double> sums, List<Double> squares) {
  /** The sums over some records. */
  public static FeatureSums of(List<MedicalRecord> records) {
    return new FeatureSums(
        records.size(),
        vector(i -> records.stream().mapToDouble(each -> each.feature(i)).sum()),
        vector(i -> records.stream().mapToDouble(each -> Math.pow(each.feature(i), 2)).sum()));
  }

  /** The sums over the records of both. */
  public FeatureSums plus(FeatureSums other) {
    return new FeatureSums(
        records + other.records,
        vector(i -> sums.get(i) + other.sums.get(i)),
        vector(i -> squares.get(i) + other.squares.get(i)));
  }

  /** A number for each feature. */
  static List<Double> vector(IntToDoubleFunction value) {
    return IntStream.range(0, MedicalRecord.FEATURES).mapToDouble(value).boxed().toList();
  }
}
