package orchestrator.demo.learning;

import java.util.List;

/**
 * Describes one examined patient.
 *
 * @param features the measurements, always {@link #FEATURES} finite numbers
 * @param malignant the diagnosis
 */
public record MedicalRecord(List<Double> features, boolean malignant) {
  /** Measurements of a record. */
  public static final int FEATURES = 30;

  /** The measurement in the given column, 0 to 29. */
  public double feature(int column) {
    return features.get(column);
  }
}
