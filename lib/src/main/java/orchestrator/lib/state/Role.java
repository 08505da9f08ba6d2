package orchestrator.lib.state;

/** Names what an organization is to an asset. */
public enum Role {
  /** It registered the asset. */
  OWNER,
  /** It runs the task. */
  WORKER
}
