package orchestrator.lib.error;

/** The kinds of asset, by the names that error texts use. */
public enum Kind {
  ORGANIZATION("organization"),
  DATA_SAMPLE("datasample"),
  FUNCTION("function"),
  DATA_MANAGER("datamanager"),
  COMPUTE_TASK("computetask"),
  COMPUTE_PLAN("computeplan"),
  MODEL("model"),
  PERFORMANCE("performance"),
  PROFILING_STEP("profiling_step"),
  FAILURE_REPORT("failurereport"),
  EVENT("event");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** {@code <kind> with key "<key>" not found}. */
  public OrchestratorException notFound(String key) {
    // The one kind whose name differs in this text, as existing clients know it.
    String name = this == FAILURE_REPORT ? "failure report" : text;
    return Errors.of(ErrorCode.NOT_FOUND, name + " with key \"" + key + "\" not found");
  }

  /** {@code <kind> with key "<key>" already exists}. */
  public OrchestratorException alreadyExists(String key) {
    return Errors.of(ErrorCode.CONFLICT, text + " with key \"" + key + "\" already exists");
  }

  @Override
  public String toString() {
    return text;
  }
}
