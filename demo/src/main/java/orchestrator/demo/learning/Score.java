package orchestrator.demo.learning;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Tells how well a model diagnoses records that it has not learned from.
 *
 * @param accuracy share of right diagnoses, 0 to 1
 * @param auc area under the ROC curve: the chance that a malignant record ranks above a benign one;
 *     NaN when the records are all of one kind
 */
public record Score(double accuracy, double auc) {
  private static final double MALIGNANT_FROM = 0.5;

  /**
   * Scores a model.
   *
   * @param chance that a tumour is malignant, as the model tells it
   * @throws IllegalArgumentException when there is no record
   */
  public static Score of(ToDoubleFunction<MedicalRecord> chance, List<MedicalRecord> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is no record to test on");
    }
    double[] malignant = chances(chance, records, true);
    double[] benign = chances(chance, records, false);
    long right =
        DoubleStream.of(malignant).filter(each -> each > MALIGNANT_FROM).count()
            + DoubleStream.of(benign).filter(each -> each <= MALIGNANT_FROM).count();
    double above = 0;
    for (double higher : malignant) {
      for (double lower : benign) {
        above += higher > lower ? 1 : higher == lower ? 0.5 : 0;
      }
    }
    double pairs = (double) malignant.length * benign.length;
    return new Score((double) right / records.size(), above / pairs);
  }

  private static double[] chances(
      ToDoubleFunction<MedicalRecord> chance, List<MedicalRecord> records, boolean malignant) {
    return records.stream()
        .filter(each -> each.malignant() == malignant)
        .mapToDouble(chance)
        .toArray();
  }
}
