package orchestrator.demo.learning;

import java.util.List;
import orchestrator.demo.data.MedicalRecord;

/**
 * A logistic regression: the chance that a tumour is malignant.
 *
 * @param records how many records it has learned from; its weight in an average
 * @param scaling how features are scaled before they are weighed
 * @param weights per scaled feature
 * @param bias added to the weighted sum
 */
public record DiagnosisModel(int records, Scaling scaling, List<Double> weights, double bias)
    implements Artefact {

  /** Keeps its own copy of the weights. */
  public DiagnosisModel {
    weights = List.copyOf(weights);
  }

  /** A model that knows nothing yet but the scale of the features. */
  public static DiagnosisModel untrained(FeatureSums sums) {
    Scaling scaling = sums.scaling();
    return new DiagnosisModel(sums.records(), scaling, Vectors.zeros(scaling.means().size()), 0);
  }

  /** The chance that the tumour is malignant, 0 to 1. */
  public double chance(MedicalRecord subject) {
    double[] scaled = scaling.apply(subject);
    double sum = bias;
    for (int i = 0; i < scaled.length; i++) {
      sum += weights.get(i) * scaled[i];
    }
    return logistic(sum);
  }

  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
