package orchestrator.demo.learning;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells the chance that a tumour is malignant, by a neural network with one hidden layer. It begins
 * with weights from a formula, and learns without any chance in it: the same input always makes the
 * same model, bit for bit.
 *
 * @param scale of the features, before they are weighed
 * @param hidden per hidden neuron: its weight for each feature, and then its bias
 * @param output the weight of each hidden neuron, and then a bias
 */
public record NeuralNetwork(Scale scale, List<List<Double>> hidden, List<Double> output) {
  private static final int NEURONS = 8;
  private static final double RATE = 0.005;
  private static final double FIRST_WEIGHTS = 0.2;

  /**
   * A network that knows nothing yet but the scale of the features.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public static NeuralNetwork untrained(FeatureSums sums) {
    int inputs = MedicalRecord.FEATURES;
    List<List<Double>> hidden =
        IntStream.range(0, NEURONS)
            .mapToObj(
                neuron ->
                    IntStream.rangeClosed(0, inputs)
                        .mapToObj(i -> i == inputs ? 0 : firstWeight(neuron * inputs + i))
                        .toList())
            .toList();
    List<Double> output =
        IntStream.rangeClosed(0, NEURONS)
            .mapToObj(i -> i == NEURONS ? 0 : firstWeight(NEURONS * inputs + i))
            .toList();
    return new NeuralNetwork(Scale.of(sums), hidden, output);
  }

  /** Neurons must differ, or they would learn the same for ever. */
  private static double firstWeight(int number) {
    return FIRST_WEIGHTS * StrictMath.sin(1 + number);
  }

  /**
   * Goes on from this network by stochastic gradient descent: the weights move after each record.
   *
   * @param passes how often it sees each record, in their order; at least 1
   * @throws IllegalArgumentException when there is no record
   */
  public NeuralNetwork train(int passes, List<MedicalRecord> from) {
    Scale.checked(from.size());
    double[][] inputs = from.stream().map(scale::apply).toArray(double[][]::new);
    double[][] moved = hidden.stream().map(NeuralNetwork::array).toArray(double[][]::new);
    double[] movedOutput = array(output);
    for (int pass = 0; pass < passes; pass++) {
      for (int r = 0; r < inputs.length; r++) {
        learn(inputs[r], from.get(r).malignant() ? 1 : 0, moved, movedOutput);
      }
    }
    return new NeuralNetwork(
        scale,
        IntStream.range(0, moved.length).mapToObj(i -> list(moved[i])).toList(),
        list(movedOutput));
  }

  /** Moves all weights a little against the error on one record. */
  private static void learn(double[] input, int truth, double[][] hidden, double[] output) {
    double[] activity = activity(input, hidden);
    double error = chance(activity, output) - truth;
    for (int neuron = 0; neuron < hidden.length; neuron++) {
      double slope = error * output[neuron] * (1 - activity[neuron] * activity[neuron]);
      output[neuron] -= RATE * error * activity[neuron];
      double[] weights = hidden[neuron];
      for (int i = 0; i < input.length; i++) {
        weights[i] -= RATE * slope * input[i];
      }
      weights[input.length] -= RATE * slope;
    }
    output[hidden.length] -= RATE * error;
  }

  /** The chance that the tumour is malignant, 0 to 1. */
  public double chance(MedicalRecord patient) {
    double[][] weights = hidden.stream().map(NeuralNetwork::array).toArray(double[][]::new);
    return chance(activity(scale.apply(patient), weights), array(output));
  }

  private static double[] activity(double[] input, double[][] hidden) {
    double[] activity = new double[hidden.length];
    for (int neuron = 0; neuron < hidden.length; neuron++) {
      activity[neuron] = StrictMath.tanh(weighed(input, hidden[neuron]));
    }
    return activity;
  }

  private static double chance(double[] activity, double[] output) {
    return 1 / (1 + StrictMath.exp(-weighed(activity, output)));
  }

  /** The weighted sum, with the bias that follows the weights. */
  private static double weighed(double[] input, double[] weights) {
    double sum = weights[input.length];
    for (int i = 0; i < input.length; i++) {
      sum += weights[i] * input[i];
    }
    return sum;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> list(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }
}
