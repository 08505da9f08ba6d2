package orchestrator.server.call;

/**
 * Bounds what waits in a {@link CallQueue}.
 *
 * @param calls calls at most
 * @param bytes bytes of requests at most, but for one call that waits alone
 */
public record QueueLimit(int calls, long bytes) {
  /** No bound: for what bounds itself, such as the tasks of streams, of which each has one. */
  public static final QueueLimit NONE = new QueueLimit(Integer.MAX_VALUE, Long.MAX_VALUE);
}
