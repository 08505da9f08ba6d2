package orchestrator.server.engine;

/**
 * How much may wait for a channel's writer.
 *
 * @param calls calls at most
 * @param bytes bytes of requests at most, but for one call that waits alone
 */
public record QueueLimit(int calls, long bytes) {}
