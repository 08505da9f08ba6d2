package orchestrator.server.engine;

/**
 * How much may wait.
 *
 * @param calls calls at most
 * @param bytes bytes of requests at most, but for one call that waits alone
 */
public record QueueLimit(int calls, long bytes) {
  /** For what bounds itself, such as the tasks of streams, of which each has one. */
  public static final QueueLimit NONE = new QueueLimit(Integer.MAX_VALUE, Long.MAX_VALUE);
}
