package orchestrator.demo.learning;

import java.util.List;
import orchestrator.demo.data.MedicalRecord;

/**
 * Training by plain gradient descent over all records at once, so that the same input always gives
 * the same model, bit for bit.
 *
 * @param steps how often the weights move, at least 1
 */
public record GradientDescent(int steps) {

  private static final double RATE = 0.3;
  private static final double DECAY = 0.001;

  /**
   * Goes on from a model.
   *
   * @param start where to begin; its scaling is kept
   * @param records what to learn from, at least one
   * @throws IllegalArgumentException when there is no record
   */
  public DiagnosisModel train(DiagnosisModel start, List<MedicalRecord> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is no record to learn from");
    }
    double[][] inputs = records.stream().map(start.scaling()::apply).toArray(double[][]::new);
    double[] weights = Vectors.array(start.weights());
    double bias = start.bias();
    for (int step = 0; step < steps; step++) {
      double[] slope = new double[weights.length];
      double biasSlope = 0;
      for (int r = 0; r < inputs.length; r++) {
        double error = predicted(weights, bias, inputs[r]) - (records.get(r).malignant() ? 1 : 0);
        biasSlope += error;
        for (int i = 0; i < slope.length; i++) {
          slope[i] += error * inputs[r][i];
        }
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= RATE * (slope[i] / inputs.length + DECAY * weights[i]);
      }
      bias -= RATE * biasSlope / inputs.length;
    }
    return new DiagnosisModel(records.size(), start.scaling(), Vectors.of(weights), bias);
  }

  private static double predicted(double[] weights, double bias, double[] input) {
    double sum = bias;
    for (int i = 0; i < input.length; i++) {
      sum += weights[i] * input[i];
    }
    return DiagnosisModel.logistic(sum);
  }
}
