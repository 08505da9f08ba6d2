package orchestrator.server.couchdb.fake;

/** How a server does not answer. */
public enum Silence {
  /**
   * It accepts connections and reads requests, and does nothing with them until it answers again;
   * then they are played, although whoever sent them may be long gone.
   */
  HANGING,

  /** Its port is closed and all connections are cut; requests under way are forgotten. */
  REFUSING
}
