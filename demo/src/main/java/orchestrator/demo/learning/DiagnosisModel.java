package orchestrator.demo.learning;

import java.util.Collections;
import java.util.List;

/**
 * Tells the chance that a tumour is malignant, by a logistic regression. The same input always
 * makes the same model, bit for bit.
 *
 * @param records how many records it has learned from; its weight in an average
 * @param means per feature, taken off before it is weighed
 * @param deviations per feature, which it is divided by then; all above zero
 * @param weights per scaled feature
 * @param bias added to the weighted sum
 */
public record DiagnosisModel(
    int records, List<Double> means, List<Double> deviations, List<Double> weights, double bias) {
  private static final double RATE = 0.3;
  private static final double DECAY = 0.001;

  /**
   * A model that knows nothing yet but the scale of the features: it gives each mean 0 and
   * deviation 1 over the records that were summed up, and one that never varies keeps its unit.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public static DiagnosisModel untrained(FeatureSums sums) {
    int records = checked(sums.records());
    List<Double> means = FeatureSums.vector(i -> sums.sums().get(i) / records);
    List<Double> deviations =
        FeatureSums.vector(
            i -> {
              double variance = sums.squares().get(i) / records - Math.pow(means.get(i), 2);
              return variance > 0 ? Math.sqrt(variance) : 1;
            });
    List<Double> weights = Collections.nCopies(means.size(), 0.0);
    return new DiagnosisModel(records, means, deviations, weights, 0);
  }

  /**
   * Federated averaging: models that share one scale become one, each weighted by its records.
   *
   * @throws IllegalArgumentException when there is no model, or when two scale differently
   */
  public static DiagnosisModel average(List<DiagnosisModel> models) {
    int records = checked(models.stream().mapToInt(DiagnosisModel::records).sum());
    DiagnosisModel first = models.get(0);
    double bias = 0;
    for (DiagnosisModel model : models) {
      if (!model.means.equals(first.means) || !model.deviations.equals(first.deviations)) {
        throw new IllegalArgumentException("the models scale their features differently");
      }
      bias += model.bias * model.records / records;
    }
    List<Double> weights =
        FeatureSums.vector(
            i -> models.stream().mapToDouble(m -> m.weights.get(i) * m.records / records).sum());
    return new DiagnosisModel(records, first.means, first.deviations, weights, bias);
  }

  /**
   * Goes on from this model by plain gradient descent over all records at once.
   *
   * @param steps how often the weights move, at least 1
   * @throws IllegalArgumentException when there is no record
   */
  public DiagnosisModel train(int steps, List<MedicalRecord> from) {
    int count = checked(from.size());
    double[][] inputs = from.stream().map(this::scaled).toArray(double[][]::new);
    double[] moved = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double movedBias = bias;
    for (int step = 0; step < steps; step++) {
      double[] slope = new double[moved.length];
      double biasSlope = 0;
      for (int r = 0; r < count; r++) {
        double error = chance(moved, movedBias, inputs[r]) - (from.get(r).malignant() ? 1 : 0);
        biasSlope += error;
        for (int i = 0; i < slope.length; i++) {
          slope[i] += error * inputs[r][i];
        }
      }
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= RATE * (slope[i] / count + DECAY * moved[i]);
      }
      movedBias -= RATE * biasSlope / count;
    }
    return new DiagnosisModel(
        count, means, deviations, FeatureSums.vector(i -> moved[i]), movedBias);
  }

  /** The chance that the tumour is malignant, 0 to 1. */
  public double chance(MedicalRecord patient) {
    return chance(
        weights.stream().mapToDouble(Double::doubleValue).toArray(), bias, scaled(patient));
  }

  private static double chance(double[] weights, double bias, double[] scaled) {
    double sum = bias;
    for (int i = 0; i < scaled.length; i++) {
      sum += weights[i] * scaled[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private double[] scaled(MedicalRecord patient) {
    double[] scaled = new double[means.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (patient.feature(i) - means.get(i)) / deviations.get(i);
    }
    return scaled;
  }

  private static int checked(int records) {
    if (records == 0) {
      throw new IllegalArgumentException("there is no record to learn from");
    }
    return records;
  }
}
