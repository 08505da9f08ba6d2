package orchestrator.demo.study;

import java.util.List;
import java.util.Locale;

/** Names what a task does; each step is one registered function. */
public enum Step {
  /** A hospital sums up its features, so that all can scale alike. */
  DESCRIBE("", "Counts the records and sums up each feature and its square."),
  /** The hospitals' sums become the untrained model that all begin from. */
  POOL("sums", "Adds up sums and answers an untrained model that scales features by them."),
  /** A hospital goes on training a model on its own records; without a model, it begins alone. */
  TRAIN(
      "model",
      "Goes on training a model, or begins one, by gradient descent on a hospital's records."),
  /** The hospitals' models become one. */
  AGGREGATE("models", "Averages models, each weighted by the number of records it learned from."),
  /** A hospital scores a model on its own held-back records. */
  TEST("model", "Scores a model on held-back records: accuracy, and area under the ROC curve.");

  /** The output of a test that is the share of right diagnoses. */
  public static final String ACCURACY = "accuracy";

  /** The output of a test that is the area under the ROC curve. */
  public static final String AUC = "auc";

  private final String input;
  private final String description;

  Step(String input, String description) {
    this.input = input;
    this.description = description;
  }

  /** The step in one word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the function does, in one sentence. */
  public String description() {
    return description;
  }

  /** The input that takes what other tasks put out; empty when there is none. */
  public String input() {
    return input;
  }

  /** The outputs: a model or sums; of a test, the two parts of its score. */
  public List<String> outputs() {
    return this == TEST ? List.of(ACCURACY, AUC) : List.of(this == DESCRIBE ? "sums" : "model");
  }

  /** Whether a hospital's records are needed. */
  public boolean usesRecords() {
    return this == DESCRIBE || this == TRAIN || this == TEST;
  }
}
