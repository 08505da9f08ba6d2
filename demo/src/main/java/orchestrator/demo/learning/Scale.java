package orchestrator.demo.learning;

import java.util.List;

/**
 * Brings features to a common size: each is 0 on average, with a deviation of 1, over the records
 * that it was made from.
 *
 * @param means per feature, taken off
 * @param deviations per feature, divided by then; all above zero
 */
public record Scale(List<Double> means, List<Double> deviations) {
  /**
   * The scale of the records that were summed up; a feature that never varies keeps its unit.
   *
   * @throws IllegalArgumentException when there is no record
   */
  static Scale of(FeatureSums sums) {
    int records = checked(sums.records());
    List<Double> means = FeatureSums.vector(i -> sums.sums().get(i) / records);
    List<Double> deviations =
        FeatureSums.vector(
            i -> {
              double variance = sums.squares().get(i) / records - Math.pow(means.get(i), 2);
              return variance > 0 ? Math.sqrt(variance) : 1;
            });
    return new Scale(means, deviations);
  }

  /** The features of a record at this scale. */
  double[] apply(MedicalRecord patient) {
    double[] scaled = new double[means.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (patient.feature(i) - means.get(i)) / deviations.get(i);
    }
    return scaled;
  }

  /** A number of records, which must not be 0. */
  static int checked(int records) {
    if (records == 0) {
      throw new IllegalArgumentException("there is no record to learn from");
    }
    return records;
  }
}
