package orchestrator.lib.state;

/** What an organization is to an asset. */
public enum Role {
  /** It registered the asset. */
  OWNER,
  /** It runs the task. */
  WORKER
}
