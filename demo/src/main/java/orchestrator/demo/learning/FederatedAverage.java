package orchestrator.demo.learning;

import java.util.List;

/** Federated averaging: many hospitals' models become one, each weighted by its records. */
public final class FederatedAverage {

  private FederatedAverage() {}

  /**
   * The average of models that share one scaling, in the given order.
   *
   * @throws IllegalArgumentException when there is no model, or when two scale differently
   */
  public static DiagnosisModel of(List<DiagnosisModel> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("there is no model to average");
    }
    Scaling scaling = models.get(0).scaling();
    if (!models.stream().allMatch(model -> model.scaling().equals(scaling))) {
      throw new IllegalArgumentException("the models scale their features differently");
    }
    int records = models.stream().mapToInt(DiagnosisModel::records).sum();
    double[] weights = new double[scaling.means().size()];
    double bias = 0;
    for (DiagnosisModel model : models) {
      double share = (double) model.records() / records;
      for (int i = 0; i < weights.length; i++) {
        weights[i] += share * model.weights().get(i);
      }
      bias += share * model.bias();
    }
    return new DiagnosisModel(records, scaling, Vectors.of(weights), bias);
  }

  /**
   * The untrained model that all hospitals begin from: it scales by the sums of all.
   *
   * @throws IllegalArgumentException when there is no record at all
   */
  public static DiagnosisModel commonStart(List<FeatureSums> sums) {
    return DiagnosisModel.untrained(
        sums.stream()
            .reduce(FeatureSums::plus)
            .orElseThrow(() -> new IllegalArgumentException("there are no sums to add")));
  }
}
