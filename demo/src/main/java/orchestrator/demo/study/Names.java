package orchestrator.demo.study;

/** The names of inputs, outputs and metadata that the study's tasks use. */
public final class Names {

  /** Input: the hospital's data manager. */
  public static final String DATA_MANAGER = "datamanager";

  /** Input: the hospital's samples. */
  public static final String DATA_SAMPLES = "datasamples";

  /** Input and output: one model. */
  public static final String MODEL = "model";

  /** Input: many models. */
  public static final String MODELS = "models";

  /** Output (and, as many, input): the sums of features. */
  public static final String SUMS = "sums";

  /** Output: the share of right diagnoses. */
  public static final String ACCURACY = "accuracy";

  /** Output: the area under the ROC curve. */
  public static final String AUC = "auc";

  /** Metadata of a train task: how many steps of gradient descent. */
  public static final String STEPS = "steps";

  /** Metadata of a task: the round that it belongs to. */
  public static final String ROUND = "round";

  /** Metadata of a task: whose model it is about, {@link Line#text}. */
  public static final String LINE = "line";

  /** Metadata of a data manager: how many records are held back. */
  public static final String HELD_BACK = "held_back";

  /** Metadata of a data manager: how many records are learned from. */
  public static final String TRAINING = "training";

  private Names() {}
}
