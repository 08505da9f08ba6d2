package orchestrator.demo.learning;

import java.util.List;
import orchestrator.demo.data.MedicalRecord;

/**
 * What a hospital tells of its records so that all can scale alike: how many, and per feature their
 * sum and the sum of their squares. No single record can be read from it.
 *
 * @param records number of records
 * @param sums per feature
 * @param squares per feature, of the squared values
 */
public record FeatureSums(int records, List<Double> sums, List<Double> squares)
    implements Artefact {

  /** Keeps its own copies. */
  public FeatureSums {
    sums = List.copyOf(sums);
    squares = List.copyOf(squares);
  }

  /** The sums over some records. */
  public static FeatureSums of(List<MedicalRecord> records) {
    double[] sums = new double[MedicalRecord.FEATURES];
    double[] squares = new double[MedicalRecord.FEATURES];
    for (MedicalRecord entry : records) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += entry.feature(i);
        squares[i] += entry.feature(i) * entry.feature(i);
      }
    }
    return new FeatureSums(records.size(), Vectors.of(sums), Vectors.of(squares));
  }

  /** The sums over the records of both. */
  public FeatureSums plus(FeatureSums other) {
    return new FeatureSums(
        records + other.records,
        Vectors.of(sums.size(), i -> sums.get(i) + other.sums.get(i)),
        Vectors.of(squares.size(), i -> squares.get(i) + other.squares.get(i)));
  }

  /**
   * The scaling that gives each feature mean 0 and deviation 1 over these records; a feature that
   * never varies keeps its unit.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public Scaling scaling() {
    if (records == 0) {
      throw new IllegalArgumentException("there is no record to learn from");
    }
    List<Double> means = Vectors.of(sums.size(), i -> sums.get(i) / records);
    List<Double> deviations =
        Vectors.of(
            sums.size(),
            i -> {
              double variance = squares.get(i) / records - means.get(i) * means.get(i);
              return variance > 0 ? Math.sqrt(variance) : 1;
            });
    return new Scaling(means, deviations);
  }
}
