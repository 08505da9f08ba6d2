package orchestrator.demo.learning;

import java.util.Comparator;
import java.util.List;
import orchestrator.demo.data.MedicalRecord;

/**
 * How well a model diagnoses records that it has not learned from.
 *
 * @param accuracy share of right diagnoses, 0 to 1
 * @param auc area under the ROC curve: the chance that a malignant record ranks above a benign one;
 *     NaN when the records are all of one kind
 */
public record Score(double accuracy, double auc) {

  private static final double MALIGNANT_FROM = 0.5;

  private record Judged(double chance, boolean malignant) {}

  /**
   * Scores a model.
   *
   * @throws IllegalArgumentException when there is no record
   */
  public static Score of(DiagnosisModel model, List<MedicalRecord> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is no record to test on");
    }
    List<Judged> judged =
        records.stream()
            .map(entry -> new Judged(model.chance(entry), entry.malignant()))
            .sorted(Comparator.comparingDouble(Judged::chance))
            .toList();
    long right = judged.stream().filter(j -> (j.chance > MALIGNANT_FROM) == j.malignant).count();
    return new Score((double) right / judged.size(), auc(judged));
  }

  /** By the sum of the malignant records' ranks; records that tie share their mean rank. */
  private static double auc(List<Judged> ascending) {
    double rankSum = 0;
    long malignant = 0;
    int from = 0;
    while (from < ascending.size()) {
      int to = from;
      int malignantInTie = 0;
      while (to < ascending.size() && ascending.get(to).chance == ascending.get(from).chance) {
        malignantInTie += ascending.get(to).malignant ? 1 : 0;
        to++;
      }
      rankSum += malignantInTie * (from + 1 + to) / 2.0;
      malignant += malignantInTie;
      from = to;
    }
    long benign = ascending.size() - malignant;
    return malignant == 0 || benign == 0
        ? Double.NaN
        : (rankSum - malignant * (malignant + 1) / 2.0) / ((double) malignant * benign);
  }
}
