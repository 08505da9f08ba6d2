package orchestrator.learning.asset;

/** Names what stands in the metadata, inputs and outputs of assets. */
final class Names {
  /** Says what an asset is here. */
  static final String KIND = "learning";

  static final String BODY = "learning.body";
  static final String RULES = "learning.rules";
  static final String LEASE = "learning.lease";
  static final String TRIES = "learning.tries";
  static final String UUID = "learning.uuid";
  static final String TRY = "learning.try";
  static final String RANK = "learning.rank";
  static final String ALGO = "learning.algo";
  static final String PROBLEM = "learning.problem";
  static final String DATA = "learning.data";
  static final String MODEL_ID = "learning.model";
  static final String LEARNUPLET = "learning.learnuplet";

  static final String OPENER = "opener";
  static final String SAMPLES = "datasamples";
  static final String MODEL = "model";
  static final String PERFORMANCE = "performance";
  static final String PREDICTION = "prediction";

  static final String WITHDRAWN = " (withdrawn)";

  private Names() {}

  /** Says what an asset is here. */
  enum Kind {
    problem,
    algo,
    post,
    learnuplet,
    preduplet
  }
}
