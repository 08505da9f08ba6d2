package orchestrator.demo.study;

import java.util.Locale;

/** What a task does; each step is one registered function. */
public enum Step {
  /** A hospital sums up its features, so that all can scale alike. */
  DESCRIBE("Counts the records and sums up each feature and its square."),
  /** The hospitals' sums become the untrained model that all begin from. */
  POOL("Adds up sums and answers an untrained model that scales features by them."),
  /** A hospital goes on training a model on its own records; without a model, it begins alone. */
  TRAIN("Goes on training a model, or begins one, by gradient descent on a hospital's records."),
  /** The hospitals' models become one. */
  AGGREGATE("Averages models, each weighted by the number of records it learned from."),
  /** A hospital scores a model on its own held-back records. */
  TEST("Scores a model on held-back records: accuracy, and area under the ROC curve.");

  private final String description;

  Step(String description) {
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
}
