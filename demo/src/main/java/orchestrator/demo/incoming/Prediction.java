package orchestrator.demo.incoming;

import java.util.Optional;

/**
 * Is what a model says about a record, beside the truth.
 *
 * @param record its id
 * @param model the id of the model
 * @param status as the service tells it
 * @param chance that the tumour is malignant, as the model says, when it has said so
 * @param malignant whether it is
 */
public record Prediction(
    String record, String model, String status, Optional<Double> chance, boolean malignant) {

  /** Whether no answer is to be expected any more. */
  public boolean hasFailed() {
    return status.equals("failed");
  }
}
