package orchestrator.demo.learning;

import java.util.Collections;
import java.util.List;

/**
 * Tells the chance that a tumour is malignant, by a logistic regression. The same input always
 * makes the same model, bit for bit.
 *
 * @param records how many records it has learned from; its weight in an average
 * @param scale of the features, before they are weighed
 * @param weights per scaled feature
 * @param bias added to the weighted sum
 */
public record DiagnosisModel(int records, Scale scale, List<Double> weights, double bias) {
  private static final double RATE = 0.3;
  private static final double DECAY = 0.001;

  /**
   * A model that knows nothing yet but the scale of the features.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public static DiagnosisModel untrained(FeatureSums sums) {
    List<Double> weights = Collections.nCopies(MedicalRecord.FEATURES, 0.0);
    return new DiagnosisModel(sums.records(), Scale.of(sums), weights, 0);
  }

  /**
   * Federated averaging: models that share one scale become one, each weighted by its records.
   *
   * @throws IllegalArgumentException when there is no model, or when two scale differently
   */
  public static DiagnosisModel average(List<DiagnosisModel> models) {
    int records = Scale.checked(models.stream().mapToInt(DiagnosisModel::records).sum());
    DiagnosisModel first = models.get(0);
    double bias = 0;
    for (DiagnosisModel model : models) {
      if (!model.scale.equals(first.scale)) {
        throw new IllegalArgumentException("the models scale their features differently");
      }
      bias += model.bias * model.records / records;
    }
    List<Double> weights =
        FeatureSums.vector(
            i -> models.stream().mapToDouble(m -> m.weights.get(i) * m.records / records).sum());
    return new DiagnosisModel(records, first.scale, weights, bias);
  }

  /**
   * Goes on from this model by plain gradient descent over all records at once.
   *
   * @param steps how often the weights move, at least 1
   * @throws IllegalArgumentException when there is no record
   */
  public DiagnosisModel train(int steps, List<MedicalRecord> from) {
    int count = Scale.checked(from.size());
    double[][] inputs = from.stream().map(scale::apply).toArray(double[][]::new);
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
    return new DiagnosisModel(count, scale, FeatureSums.vector(i -> moved[i]), movedBias);
  }

  /** The chance that the tumour is malignant, 0 to 1. */
  public double chance(MedicalRecord patient) {
    return chance(
        weights.stream().mapToDouble(Double::doubleValue).toArray(), bias, scale.apply(patient));
  }

  private static double chance(double[] weights, double bias, double[] scaled) {
    double sum = bias;
    for (int i = 0; i < scaled.length; i++) {
      sum += weights[i] * scaled[i];
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
