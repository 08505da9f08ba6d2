package orchestrator.loopback.fault;

/** Says how a call is lost. */
public enum Loss {
  /** It is not done, and the caller gets UNAVAILABLE. */
  REQUEST_CUT,
  /** It is done, and the caller gets UNAVAILABLE. */
  ANSWER_CUT,
  /** It is done, and the caller hears nothing. */
  ANSWER_SILENT
}
