package orchestrator.demo.learning;

import java.util.List;
import orchestrator.demo.data.MedicalRecord;

/**
 * How features are brought to one scale before they are weighed.
 *
 * @param means per feature
 * @param deviations per feature, all above zero
 */
public record Scaling(List<Double> means, List<Double> deviations) {

  /** Keeps its own copies. */
  public Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** A record's features, scaled. */
  public double[] apply(MedicalRecord subject) {
    double[] scaled = new double[means.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (subject.feature(i) - means.get(i)) / deviations.get(i);
    }
    return scaled;
  }
}
